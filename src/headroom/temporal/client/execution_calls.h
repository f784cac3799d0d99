#pragma once

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/workflow_description.h"

// Calls about one execution that do not pass through interceptors. `first_run_id`, when not empty, refuses an execution
// that does not descend from that run. Private to the SDK.
namespace temporal::detail {

void request_cancel(const client_core& core, const workflow_execution& target, const std::string& first_run_id,
                    const std::string& reason);
void terminate(const client_core& core, const workflow_execution& target, const std::string& first_run_id,
               const std::string& reason, const payload_list& details);
[[nodiscard]] std::string reset(const client_core& core, const workflow_execution& target,
                                std::int64_t workflow_task_finish_event_id, const std::string& reason);
void delete_execution(const client_core& core, const workflow_execution& target);
[[nodiscard]] workflow_description describe(const client_core& core, const workflow_execution& target);
[[nodiscard]] workflow_history fetch_history(const client_core& core, const workflow_execution& target);

}  // namespace temporal::detail
