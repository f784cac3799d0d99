#pragma once

#include <signal.h>

namespace temporal::detail {

// While it lives, threads started by this one are born with every signal blocked, so that a SIGTERM to the process is
// handled by a thread that wants it and never interrupts one of ours.
class all_signals_blocked {
 public:
  all_signals_blocked() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &previous_);
  }
  ~all_signals_blocked() { ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
  all_signals_blocked(const all_signals_blocked&) = delete;
  all_signals_blocked& operator=(const all_signals_blocked&) = delete;

 private:
  sigset_t previous_{};
};

}  // namespace temporal::detail
