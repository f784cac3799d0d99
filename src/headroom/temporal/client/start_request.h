#pragma once

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"

namespace temporal::detail {

// What the two ways of starting have in common. Throws configuration_error when id or task queue is missing.
void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::StartWorkflowExecutionRequest& request);
void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::SignalWithStartWorkflowExecutionRequest& request);

}  // namespace temporal::detail
