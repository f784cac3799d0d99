#pragma once

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"

namespace temporal::detail {

void fill_update(const client_core& core, const update_workflow_input& input,
                 api::workflowservice::v1::UpdateWorkflowExecutionRequest& request);

// Start and update as one operation, both or none. Throws workflow_already_started_error when the conflict policy
// refuses the start, and the error of whichever part failed first otherwise.
[[nodiscard]] api::workflowservice::v1::UpdateWorkflowExecutionResponse send_update_with_start(
    const client_core& core, const update_workflow_input& input, const call_options& options);

}  // namespace temporal::detail
