#pragma once

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/wait_options.h"

namespace temporal::detail {

enum class follow_runs : bool { no, yes };

// Waits until the workflow has ended and gives its result. With follow_runs::yes it goes on with the next run when one
// continued as new, was retried or is a cron's. Throws workflow_failed_error, workflow_continued_as_new_error (not
// following), not_found_error, wait_timeout_error.
[[nodiscard]] payload wait_for_result(const client_core& core, workflow_execution target, follow_runs follow,
                                      const wait_options& options);

}  // namespace temporal::detail
