#include "headroom/temporal/activity/context.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>

#include "headroom/temporal/common/failure.h"

namespace temporal::activity {
namespace {

thread_local context* current_context = nullptr;

[[noreturn]] void throw_cancelled(cancel_reason reason) {
  throw cancelled_failure("activity cancelled: " + std::string(to_string(reason)));
}

}  // namespace

struct context::cancellation_state {
  std::mutex mutex;
  std::condition_variable cancelled;
  std::optional<cancel_reason> reason;
  std::stop_source stop;
};

context::context(activity::info info, heartbeat_sink sink)
    : info_(std::move(info)), sink_(std::move(sink)), cancellation_(std::make_unique<cancellation_state>()) {}
context::~context() = default;

context& context::current() {
  if (current_context == nullptr) {
    throw std::logic_error(
        "activity::context::current() was called outside an activity; on a thread that the activity "
        "started, use the reference that the activity took on its own thread");
  }
  return *current_context;
}

void context::heartbeat_payloads(payload_list details) {
  if (!info_.is_local) sink_(std::move(details));
}

std::optional<cancel_reason> context::cancellation() const {
  const std::lock_guard lock(cancellation_->mutex);
  return cancellation_->reason;
}

std::stop_token context::stop_token() const { return cancellation_->stop.get_token(); }

void context::throw_if_cancelled() const {
  if (const auto reason = cancellation()) throw_cancelled(*reason);
}

void context::sleep_for(duration time) const {
  auto& state = *cancellation_;
  std::unique_lock lock(state.mutex);
  if (state.cancelled.wait_for(lock, time, [&] { return state.reason.has_value(); })) throw_cancelled(*state.reason);
}

void context::request_cancellation(cancel_reason reason) {
  {
    const std::lock_guard lock(cancellation_->mutex);
    if (cancellation_->reason) return;
    cancellation_->reason = reason;
  }
  cancellation_->cancelled.notify_all();
  cancellation_->stop.request_stop();
}

context_scope::context_scope(context& running) : previous_(std::exchange(current_context, &running)) {}
context_scope::~context_scope() { current_context = previous_; }

}  // namespace temporal::activity
