#include <fmt/format.h>
#include <stdexcept>

#include "temporal/sdk/core/activity_result/activity_result.pb.h"
#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/options_proto.h"
#include "headroom/temporal/workflow/activity.h"
#include "headroom/temporal/workflow/activity_cancellation_proto.h"
#include "headroom/temporal/workflow/activity_operation.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::write_proto;

// A local activity. Core retries short backoffs itself; for a long one it asks for a timer and a new start, so that the
// worker need not hold the workflow task.
class local_activity final : public activity_operation, private waiter {
 public:
  local_activity(std::shared_ptr<scope_state> scope, outbound_call call, local_activity_options::values o)
      : activity_operation(std::move(scope), std::move(call)), options_(std::move(o)) {}

  void schedule() {
    register_pending();
    if (options_.activity_id.empty()) options_.activity_id = std::to_string(seq());  // kept by later attempts
    auto& command = require_current("a local activity").commands.add();
    auto& to = *command.mutable_schedule_local_activity();
    to.set_seq(seq());
    to.set_activity_id(options_.activity_id);
    to.set_activity_type(call().name);
    if (retried_) {
      to.set_attempt(retried_->attempt());
      *to.mutable_original_schedule_time() = retried_->original_schedule_time();
    }
    write_proto(call().headers, *to.mutable_headers());
    write_proto(call().arguments, *to.mutable_arguments());
    if (options_.schedule_to_close) write_proto(*options_.schedule_to_close, *to.mutable_schedule_to_close_timeout());
    if (options_.schedule_to_start) write_proto(*options_.schedule_to_start, *to.mutable_schedule_to_start_timeout());
    if (options_.start_to_close) write_proto(*options_.start_to_close, *to.mutable_start_to_close_timeout());
    if (options_.retry) write_proto(*options_.retry, *to.mutable_retry_policy());
    if (options_.local_retry_threshold)
      write_proto(*options_.local_retry_threshold, *to.mutable_local_retry_threshold());
    to.set_cancellation_type(to_proto(options_.cancellation));
    write_summary(options_.summary, command);
  }

  void back_off(const coresdk::activity_result::DoBackoff& after) override {
    retried_ = std::make_unique<coresdk::activity_result::DoBackoff>(after);
    if (asked_) return fail_between_attempts();
    // The table of pending activities goes on to own it: nobody else need hold a handle.
    backoff_ = timer_operation::start(nullptr, temporal::detail::read_proto(after.backoff_duration()), {});
    backoff_->add(*this);
  }

  [[nodiscard]] bool holds_task() const override { return backoff_ == nullptr; }
  [[nodiscard]] bool is_local_under_way(std::string_view activity_id) const override {
    return holds_task() && options_.activity_id == activity_id;
  }

  // Core 0.10.1 cancels local activities on its own when it evicts their run, and reports those that wait for their
  // next attempt as cancelled, as if the workflow had asked for it. The workflow must not see that: the task is failed,
  // the server gives it out again, and the activity starts afresh. What a replayed history has recorded stands.
  void on_cancelled(std::exception_ptr why) override {
    if (asked_ || require_current("a local activity").replaying) return fail(std::move(why));
    throw std::runtime_error(
        fmt::format("core gave up local activity '{}' (id {}), which nobody cancelled, to make room for other runs; "
                    "the workflow task is done again",
                    call().name, options_.activity_id));
  }

  void cancel() override {
    if (done() || asked_) return;
    asked_ = true;
    if (auto timer = std::move(backoff_)) {
      timer->remove(*this);
      timer->cancel();
      return fail_between_attempts();
    }
    require_current("cancel an activity").commands.add().mutable_request_cancel_local_activity()->set_seq(seq());
  }

 private:
  void wake() override {  // the backoff is over
    backoff_.reset();
    const auto self = require_current("a local activity").activities.take(seq());
    schedule();
  }

  // Between two attempts there is a timer and no activity, so what is thrown is what a cancelled timer throws, as in
  // the other official SDKs.
  void fail_between_attempts() {
    const auto self = require_current("cancel an activity").activities.take(seq());
    fail_cancelled();
  }

  local_activity_options::values options_;
  std::unique_ptr<coresdk::activity_result::DoBackoff> retried_;
  std::shared_ptr<timer_operation> backoff_;
  bool asked_ = false;
};

}  // namespace

std::shared_ptr<operation> start_local_activity_call(std::string name, const local_activity_options& options,
                                                     payload_list arguments) {
  auto& run = require_open("a local activity");
  const auto& o = options.get();
  if (!o.start_to_close && !o.schedule_to_close) {
    throw std::invalid_argument(
        fmt::format("local activity '{}' has neither start_to_close nor schedule_to_close; set one of them", name));
  }
  outbound_call call{std::move(name), {}, std::move(arguments), {}};
  run.interceptors.send(&interceptor::start_activity, call);
  auto op = std::make_shared<local_activity>(run.scope(), std::move(call), o);
  op->schedule();
  return op;
}

}  // namespace temporal::workflow::detail
