#pragma once

#include <string>

#include "headroom/temporal/worker/workflow_run.h"
#include "headroom/temporal/workflow/instance_settings.h"

namespace temporal::detail {

// Makes the workflow instances of a worker.
[[nodiscard]] workflow_run_factory instance_factory(workflow::instance_settings settings);

// A line of workflow code as the worker's log shows it.
[[nodiscard]] std::string log_text(const workflow::log_line& line);

}  // namespace temporal::detail
