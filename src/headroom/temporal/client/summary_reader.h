#pragma once

#include "temporal/api/workflow/v1/message.pb.h"

#include "headroom/temporal/client/workflow_description.h"

namespace temporal::detail {

// Private to the SDK's .cc files: an entry of the server's visibility in the SDK's words.
[[nodiscard]] workflow_summary read_summary(const api::workflow::v1::WorkflowExecutionInfo& from);

}  // namespace temporal::detail
