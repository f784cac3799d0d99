#pragma once

#include <array>
#include <functional>
#include <signal.h>
#include <thread>

namespace temporal::detail {

// While it lives, the first SIGINT or SIGTERM of the process calls back, on a thread of its own. Then the signals have
// their former meaning again, so that a second Ctrl-C ends a program that does not stop. One at a time in a process.
class shutdown_signals {
 public:
  explicit shutdown_signals(std::function<void()> on_signal);
  ~shutdown_signals();
  shutdown_signals(const shutdown_signals&) = delete;
  shutdown_signals& operator=(const shutdown_signals&) = delete;

 private:
  void restore();

  static constexpr std::array handled{SIGINT, SIGTERM};
  std::function<void()> on_signal_;
  int wake_fd_;
  std::array<struct sigaction, handled.size()> former_{};
  std::thread thread_;
};

}  // namespace temporal::detail
