#include "headroom/temporal/activity/context.h"

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

context::context(activity::info info, heartbeat_sink sink) : info_(std::move(info)), sink_(std::move(sink)) {}

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
  const std::lock_guard lock(mutex_);
  return reason_;
}

void context::throw_if_cancelled() const {
  if (const auto reason = cancellation()) throw_cancelled(*reason);
}

void context::sleep_for(duration time) const {
  std::unique_lock lock(mutex_);
  if (cancelled_.wait_for(lock, time, [this] { return reason_.has_value(); })) throw_cancelled(*reason_);
}

void context::request_cancellation(cancel_reason reason) {
  {
    const std::lock_guard lock(mutex_);
    if (reason_) return;
    reason_ = reason;
  }
  cancelled_.notify_all();
  stop_.request_stop();
}

context_scope::context_scope(context& running) : previous_(std::exchange(current_context, &running)) {}
context_scope::~context_scope() { current_context = previous_; }

}  // namespace temporal::activity
