#include "headroom/temporal/workflow/determinism_guard.h"

#include <utility>

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {
namespace {

thread_local const char* noted = nullptr;
thread_local int paused = 0;

}  // namespace

void note_outside_call(const char* what) noexcept {
  if (paused == 0 && noted == nullptr && current() != nullptr) noted = what;
}

std::string take_outside_call() noexcept {
  const char* what = std::exchange(noted, nullptr);
  return what == nullptr ? std::string() : std::string(what);
}

guard_pause::guard_pause() noexcept { ++paused; }
guard_pause::~guard_pause() { --paused; }

}  // namespace temporal::workflow::detail
