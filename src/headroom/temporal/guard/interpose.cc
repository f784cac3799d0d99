// Functions of the C library that workflow code must not call, as wrappers that note the call and pass it on. An
// executable that links this file resolves them here first, also for calls from libstdc++.
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <pthread.h>
#include <sys/random.h>
#include <sys/time.h>
#include <unistd.h>

#include "headroom/temporal/workflow/determinism_guard.h"

namespace {

template <class F>
F* real(F*, const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// Looked up at every call: a static would need a guard variable in functions that run before main.
#define HEADROOM_PASS_ON(name, ...)                     \
  temporal::workflow::detail::note_outside_call(#name); \
  return real(&::name, #name)(__VA_ARGS__)

extern "C" {

int clock_gettime(clockid_t clock, timespec* to) noexcept { HEADROOM_PASS_ON(clock_gettime, clock, to); }
time_t time(time_t* to) noexcept { HEADROOM_PASS_ON(time, to); }
ssize_t getrandom(void* to, size_t size, unsigned flags) { HEADROOM_PASS_ON(getrandom, to, size, flags); }
int getentropy(void* to, size_t size) { HEADROOM_PASS_ON(getentropy, to, size); }
int rand() noexcept { HEADROOM_PASS_ON(rand); }
long random() noexcept { HEADROOM_PASS_ON(random); }
int nanosleep(const timespec* wanted, timespec* left) { HEADROOM_PASS_ON(nanosleep, wanted, left); }
int clock_nanosleep(clockid_t clock, int flags, const timespec* wanted, timespec* left) {
  HEADROOM_PASS_ON(clock_nanosleep, clock, flags, wanted, left);
}
int usleep(useconds_t wanted) { HEADROOM_PASS_ON(usleep, wanted); }
unsigned sleep(unsigned wanted) { HEADROOM_PASS_ON(sleep, wanted); }
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*),
                   void* argument) noexcept {
  HEADROOM_PASS_ON(pthread_create, thread, attributes, start, argument);
}

}  // extern "C"
