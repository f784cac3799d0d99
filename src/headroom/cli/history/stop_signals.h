#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace headroom::cli::history {

// While this lives, SIGINT and SIGTERM ask to stop instead of ending the process. Made before any other thread, so
// that all of them leave the signals to it.
class stop_signals {
 public:
  stop_signals();
  ~stop_signals();
  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  sigset_t before_{};
  std::thread waiter_;
};

}  // namespace headroom::cli::history
