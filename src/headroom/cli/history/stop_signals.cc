#include "headroom/cli/history/stop_signals.h"

#include <pthread.h>

namespace headroom::cli::history {
namespace {

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

stop_signals::stop_signals() {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
  waiter_ = std::thread([this, set] {
    int which = 0;
    sigwait(&set, &which);
    source_.request_stop();
  });
}

stop_signals::~stop_signals() {
  // Wakes the waiter if no signal came; when one did, this one is taken off the thread that has ended.
  if (!source_.stop_requested()) pthread_kill(waiter_.native_handle(), SIGINT);
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace headroom::cli::history
