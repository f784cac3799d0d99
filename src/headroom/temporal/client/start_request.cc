#include "headroom/temporal/client/start_request.h"

#include "headroom/temporal/client/start_fields.h"
#include "headroom/temporal/client/uuid.h"

namespace temporal::detail {
namespace {

template <class Request>
void fill(const client_core& core, const start_workflow_input& input, Request& request) {
  const auto& options = input.options.get();
  if (options.id.empty()) throw configuration_error("starting " + input.workflow_type + ": start_options has no id");
  fill_start_fields(input, request);
  request.set_namespace_(core.namespace_name);
  request.set_identity(core.link->identity());
  request.set_request_id(options.request_id.empty() ? random_uuid() : options.request_id);
  if (options.start_delay) write_proto(*options.start_delay, *request.mutable_workflow_start_delay());
  if (options.conflict_policy) {
    request.set_workflow_id_conflict_policy(
        static_cast<api::enums::v1::WorkflowIdConflictPolicy>(*options.conflict_policy));
  }
}

}  // namespace

void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::StartWorkflowExecutionRequest& request) {
  fill(core, input, request);
}

void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::SignalWithStartWorkflowExecutionRequest& request) {
  fill(core, input, request);
}

}  // namespace temporal::detail
