#pragma once

#include <chrono>
#include <string>

#include "headroom/temporal/client/connection.h"
#include "headroom/temporal/client/wait_options.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {

// The loop around a long poll: the server answers each after at most some 20 s, connections break, and the core gives
// up after 10 s; the caller waits until its own deadline.
class patience {
 public:
  patience(const wait_options& options, std::string what);

  // For the next poll. Throws wait_timeout_error when the deadline has passed.
  [[nodiscard]] call_options next_call();
  // To be called for an answer, so that the next failure starts with a short pause again.
  void answered() { pause_ = first_pause; }
  // In a catch block: returns after a pause when the poll may be repeated after this error, otherwise rethrows.
  void endure(const rpc_error& error);

 private:
  using clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds first_pause{50};
  static constexpr std::chrono::milliseconds longest_pause{3'000};

  [[nodiscard]] std::chrono::milliseconds left() const;

  const std::string what_;
  const std::optional<clock::time_point> deadline_;
  const std::stop_token stop_;
  std::chrono::milliseconds pause_ = first_pause;
};

}  // namespace temporal::detail
