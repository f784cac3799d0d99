#pragma once

#include <string>

#include "headroom/temporal/common/log_level.h"

namespace temporal::workflow {

// Logs a line with the workflow's ids, and nothing while events of the past are replayed.
void log(log_level level, std::string message);

}  // namespace temporal::workflow
