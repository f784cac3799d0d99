#include "headroom/temporal/workflow/external.h"

#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/external_operation.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {
namespace {

using kind = external_operation::kind;
using temporal::detail::write_proto;

void write_target(const runtime& run, const std::string& workflow_id, const std::string& run_id,
                  coresdk::common::NamespacedWorkflowExecution& to) {
  to.set_namespace_(run.info.workflow_namespace);
  to.set_workflow_id(workflow_id);
  to.set_run_id(run_id);
}

// Begins a signal; the caller adds the target to the command.
std::shared_ptr<operation> begin_signal(runtime& run, outbound_call call,
                                        coresdk::workflow_commands::SignalExternalWorkflowExecution*& to) {
  run.interceptors.send(&interceptor::signal_external, call);
  auto op = std::make_shared<external_operation>(run.scope(), kind::signal, call.target_workflow_id);
  to = run.commands.add().mutable_signal_external_workflow_execution();
  to->set_seq(op->register_pending());
  to->set_signal_name(call.name);
  write_proto(call.arguments, *to->mutable_args());
  write_proto(call.headers, *to->mutable_headers());
  return op;
}

}  // namespace

std::uint32_t external_operation::register_pending() {
  auto& run = require_current("a signal");
  auto& table = kind_ == kind::signal ? run.external_signals : run.external_cancels;
  return seq_ = table.add(std::static_pointer_cast<external_operation>(shared_from_this()));
}

void external_operation::cancel() {
  if (done() || asked_ || kind_ == kind::cancel) return;
  asked_ = true;
  require_current("cancel a signal").commands.add().mutable_cancel_signal_workflow()->set_seq(seq_);
}

std::string external_operation::describe() const {
  return (kind_ == kind::signal ? "signal to " : "cancellation of ") + target_;
}

std::shared_ptr<operation> signal_child(std::string workflow_id, std::string name, payload_list arguments) {
  auto& run = require_open("a signal");
  coresdk::workflow_commands::SignalExternalWorkflowExecution* to = nullptr;
  auto op = begin_signal(run, {std::move(name), workflow_id, std::move(arguments), {}}, to);
  to->set_child_workflow_id(workflow_id);
  return op;
}

std::shared_ptr<operation> signal_external(const std::string& workflow_id, const std::string& run_id, std::string name,
                                           payload_list arguments) {
  auto& run = require_open("a signal");
  coresdk::workflow_commands::SignalExternalWorkflowExecution* to = nullptr;
  auto op = begin_signal(run, {std::move(name), workflow_id, std::move(arguments), {}}, to);
  write_target(run, workflow_id, run_id, *to->mutable_workflow_execution());
  return op;
}

std::shared_ptr<operation> cancel_external(const std::string& workflow_id, const std::string& run_id,
                                           const std::string& reason) {
  auto& run = require_open("a cancellation");
  auto op = std::make_shared<external_operation>(run.scope(), kind::cancel, workflow_id);
  auto& to = *run.commands.add().mutable_request_cancel_external_workflow_execution();
  to.set_seq(op->register_pending());
  write_target(run, workflow_id, run_id, *to.mutable_workflow_execution());
  to.set_reason(reason);
  return op;
}

}  // namespace temporal::workflow::detail
