#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/uuid.h"

namespace temporal::detail {

void signal_workflow(const client_core& core, const signal_workflow_input& input) {
  api::workflowservice::v1::SignalWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(input.target, *request.mutable_workflow_execution());
  request.set_signal_name(input.signal.name);
  request.set_identity(core.link->identity());
  request.set_request_id(random_uuid());
  set_payloads(input.signal.arguments, [&] { return request.mutable_input(); });
  set_header(input.signal.headers, [&] { return request.mutable_header(); });
  static_cast<void>(core.call<api::workflowservice::v1::SignalWorkflowExecutionResponse>("SignalWorkflowExecution",
                                                                                         std::move(request)));
}

}  // namespace temporal::detail
