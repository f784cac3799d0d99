#include <fmt/format.h>
#include <stdexcept>

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

class remote_activity final : public activity_operation {
 public:
  using activity_operation::activity_operation;

  void schedule(const activity_options::values& o) {
    register_pending();
    auto& run = require_current("an activity");
    auto& command = run.commands.add();
    auto& to = *command.mutable_schedule_activity();
    to.set_seq(seq());
    to.set_activity_id(o.activity_id.empty() ? std::to_string(seq()) : o.activity_id);
    to.set_activity_type(call().name);
    to.set_task_queue(o.task_queue.empty() ? run.info.task_queue : o.task_queue);
    write_proto(call().headers, *to.mutable_headers());
    write_proto(call().arguments, *to.mutable_arguments());
    if (o.schedule_to_close) write_proto(*o.schedule_to_close, *to.mutable_schedule_to_close_timeout());
    if (o.schedule_to_start) write_proto(*o.schedule_to_start, *to.mutable_schedule_to_start_timeout());
    if (o.start_to_close) write_proto(*o.start_to_close, *to.mutable_start_to_close_timeout());
    if (o.heartbeat) write_proto(*o.heartbeat, *to.mutable_heartbeat_timeout());
    if (o.retry) write_proto(*o.retry, *to.mutable_retry_policy());
    to.set_cancellation_type(to_proto(o.cancellation));
    to.set_do_not_eagerly_execute(o.no_eager_start);
    write_proto(o.priority, *to.mutable_priority());
    write_summary(o.summary, command);
  }

  void cancel() override {
    if (done() || asked_) return;
    asked_ = true;
    require_current("cancel an activity").commands.add().mutable_request_cancel_activity()->set_seq(seq());
  }

  void back_off(const coresdk::activity_result::DoBackoff&) override {
    throw std::logic_error(fmt::format("core asked to back off remote activity {}", seq()));
  }

 private:
  bool asked_ = false;
};

}  // namespace

std::shared_ptr<operation> start_remote_activity(std::string name, const activity_options& options,
                                                 payload_list arguments) {
  auto& run = require_open("an activity");
  const auto& o = options.get();
  if (!o.start_to_close && !o.schedule_to_close) {
    throw std::invalid_argument(
        fmt::format("activity '{}' has neither start_to_close nor schedule_to_close; set one of them", name));
  }
  outbound_call call{std::move(name), {}, std::move(arguments), {}};
  run.interceptors.send(&interceptor::start_activity, call);
  auto op = std::make_shared<remote_activity>(run.scope(), std::move(call));
  op->schedule(o);
  return op;
}

}  // namespace temporal::workflow::detail
