#include "headroom/temporal/worker/ending.h"

#include <exception>
#include <pthread.h>
#include <utility>

#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {

ending::ending(std::function<void()> end) : end_(std::move(end)) {}

ending::~ending() {
  if (thread_.joinable()) thread_.join();
}

void ending::run() {
  try {
    end_();
    over_.set_value();
  } catch (...) {
    over_.set_exception(std::current_exception());
  }
}

void ending::wait() {
  if (!begun_.test_and_set()) run();
  reached_.get();
}

bool ending::wait_for(std::chrono::milliseconds limit) {
  if (!begun_.test_and_set()) {
    const all_signals_blocked signals;
    thread_ = std::thread([this] {
      ::pthread_setname_np(::pthread_self(), "temporal-end");
      run();
    });
  }
  if (reached_.wait_for(limit) != std::future_status::ready) return false;
  reached_.get();
  return true;
}

}  // namespace temporal::detail
