#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/start_request.h"

namespace temporal::detail {
namespace {

namespace service = temporal::api::workflowservice::v1;

workflow_execution signal_with_start(const client_core& core, const start_workflow_input& input) {
  service::SignalWithStartWorkflowExecutionRequest request;
  fill_start(core, input, request);
  request.set_signal_name(input.with_signal->name);
  set_payloads(input.with_signal->arguments, [&] { return request.mutable_signal_input(); });
  const auto response = core.call<service::SignalWithStartWorkflowExecutionResponse>("SignalWithStartWorkflowExecution",
                                                                                     std::move(request));
  return {input.options.get().id, response.run_id()};
}

}  // namespace

workflow_execution start_workflow(const client_core& core, const start_workflow_input& input) {
  if (input.with_signal) return signal_with_start(core, input);
  service::StartWorkflowExecutionRequest request;
  fill_start(core, input, request);
  const auto response =
      core.call<service::StartWorkflowExecutionResponse>("StartWorkflowExecution", std::move(request));
  return {input.options.get().id, response.run_id()};
}

}  // namespace temporal::detail
