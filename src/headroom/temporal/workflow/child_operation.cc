#include "headroom/temporal/workflow/child_operation.h"

#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/options_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/random.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {
namespace {

namespace proto = coresdk::child_workflow;
using temporal::detail::write_proto;

proto::ChildWorkflowCancellationType to_proto(child_cancellation c) {
  switch (c) {
    case child_cancellation::wait:
      return proto::WAIT_CANCELLATION_COMPLETED;
    case child_cancellation::wait_requested:
      return proto::WAIT_CANCELLATION_REQUESTED;
    case child_cancellation::try_cancel:
      return proto::TRY_CANCEL;
    case child_cancellation::abandon:
      return proto::ABANDON;
  }
  return proto::WAIT_CANCELLATION_COMPLETED;
}

proto::ParentClosePolicy to_proto(parent_close p) {
  switch (p) {
    case parent_close::terminate:
      return proto::PARENT_CLOSE_POLICY_TERMINATE;
    case parent_close::abandon:
      return proto::PARENT_CLOSE_POLICY_ABANDON;
    case parent_close::request_cancel:
      return proto::PARENT_CLOSE_POLICY_REQUEST_CANCEL;
  }
  return proto::PARENT_CLOSE_POLICY_TERMINATE;
}

temporal::api::enums::v1::WorkflowIdReusePolicy to_proto(id_reuse p) {
  switch (p) {
    case id_reuse::allow_duplicate:
      return temporal::api::enums::v1::WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE;
    case id_reuse::allow_duplicate_failed_only:
      return temporal::api::enums::v1::WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY;
    case id_reuse::reject_duplicate:
      return temporal::api::enums::v1::WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE;
  }
  return temporal::api::enums::v1::WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE;
}

// The start of a child: whoever waits for it passes cancellation on to the child itself.
class child_start final : public operation {
 public:
  explicit child_start(child_operation& child) : operation(nullptr), child_(child) {}
  void cancel() override {
    if (!done()) child_.cancel();  // until then the child is pending, and so alive
  }
  [[nodiscard]] std::string describe() const override { return "start of a child workflow"; }

 private:
  child_operation& child_;
};

}  // namespace

child_operation::child_operation(std::shared_ptr<scope_state> scope, outbound_call call)
    : operation(std::move(scope)), call_(std::move(call)), started_(std::make_shared<child_start>(*this)) {}

std::shared_ptr<child_operation> child_operation::start(std::string type, const child_options& options,
                                                        payload_list arguments) {
  auto& run = require_open("a child workflow");
  const auto& o = options.get();
  outbound_call call{std::move(type), o.workflow_id.empty() ? uuid4() : o.workflow_id, std::move(arguments), {}};
  run.interceptors.send(&interceptor::start_child, call);
  auto child = std::make_shared<child_operation>(o.detached ? nullptr : run.scope(), std::move(call));
  child->schedule(o);
  return child;
}

void child_operation::schedule(const child_options::values& o) {
  auto& run = require_current("a child workflow");
  seq_ = run.children.add(std::static_pointer_cast<child_operation>(shared_from_this()));
  auto& command = run.commands.add();
  auto& to = *command.mutable_start_child_workflow_execution();
  to.set_seq(seq_);
  to.set_namespace_(run.info.workflow_namespace);
  to.set_workflow_id(call_.target_workflow_id);
  to.set_workflow_type(call_.name);
  to.set_task_queue(o.task_queue.empty() ? run.info.task_queue : o.task_queue);
  write_proto(call_.arguments, *to.mutable_input());
  write_proto(call_.headers, *to.mutable_headers());
  if (o.execution_timeout) write_proto(*o.execution_timeout, *to.mutable_workflow_execution_timeout());
  if (o.run_timeout) write_proto(*o.run_timeout, *to.mutable_workflow_run_timeout());
  if (o.task_timeout) write_proto(*o.task_timeout, *to.mutable_workflow_task_timeout());
  if (o.retry) write_proto(*o.retry, *to.mutable_retry_policy());
  to.set_cron_schedule(o.cron_schedule);
  to.set_parent_close_policy(to_proto(o.parent_close));
  to.set_workflow_id_reuse_policy(to_proto(o.id_reuse));
  to.set_cancellation_type(to_proto(o.cancellation));
  write_proto(o.memo, *to.mutable_memo());
  if (!o.search_attributes.empty()) {
    write_proto(temporal::detail::write_search_attributes(o.search_attributes),
                *to.mutable_search_attributes()->mutable_indexed_fields());
  }
  write_proto(o.priority, *to.mutable_priority());
  write_summary(o.summary, command);
  write_details(o.details, command);
}

void child_operation::on_started(std::string run_id) {
  run_id_ = std::move(run_id);
  started_->succeed();
}

void child_operation::on_not_started(std::exception_ptr why) {
  started_->fail(why);
  fail(std::move(why));
}

void child_operation::cancel() {
  if (done() || asked_) return;
  asked_ = true;
  auto& command = *require_current("cancel a child").commands.add().mutable_cancel_child_workflow_execution();
  command.set_child_workflow_seq(seq_);
}

}  // namespace temporal::workflow::detail
