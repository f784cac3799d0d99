#pragma once

#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/cloud_access.h"
#include "headroom/plan/snapshot_planner.h"

namespace headroom::cli {

// Hourly peaks of the past week from a URL that serves {"start", "step_minutes", "namespaces": {ID: [PEAK or null,
// ...]}}, as the simulator does at /sim/history.
result<plan::history_map> read_week_history(const cloud_access& access, const std::string& url);

// The reading alone; `what` names the source in errors.
result<plan::history_map> parse_week_history(std::string_view text, std::string_view what);

}  // namespace headroom::cli
