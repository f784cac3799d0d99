#include "headroom/temporal/client/patience.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "headroom/temporal/client/errors.h"

namespace temporal::detail {
namespace {

// The server's own limit for a long poll is 20 s; this leaves room for a slow network.
constexpr std::chrono::milliseconds poll_limit{60'000};

bool may_pass(rpc_code code) {
  using enum rpc_code;
  switch (code) {
    case unavailable:
    case deadline_exceeded:
    case internal:
    case unknown:
    case aborted:
    case resource_exhausted:
    case cancelled:
      return true;
    default:
      return false;
  }
}

void sleep_unless_stopped(std::chrono::milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock lock(mutex);
  wake.wait_for(lock, stop, time, [] { return false; });
}

}  // namespace

patience::patience(const wait_options& options, std::string what)
    : what_(std::move(what)),
      deadline_(options.timeout ? std::optional(clock::now() + std::chrono::ceil<clock::duration>(*options.timeout))
                                : std::nullopt),
      stop_(options.stop) {}

std::chrono::milliseconds patience::left() const {
  return deadline_ ? std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - clock::now()) : poll_limit;
}

call_options patience::next_call() {
  const auto remaining = left();
  if (remaining <= std::chrono::milliseconds::zero())
    throw wait_timeout_error(what_ + ": the deadline passed before the end");
  return {.timeout = std::min(remaining, poll_limit), .retry = true, .stop = stop_};
}

void patience::endure(const rpc_error& error) {
  if (stop_.stop_requested() || !may_pass(error.code()) || dynamic_cast<const rpc_cancelled_error*>(&error) != nullptr)
    throw;
  sleep_unless_stopped(std::clamp(left(), std::chrono::milliseconds::zero(), pause_), stop_);
  pause_ = std::min(pause_ * 2, longest_pause);
}

}  // namespace temporal::detail
