#pragma once

#include <string>

#include "headroom/json/json.h"
#include "headroom/report/plan_report.h"

namespace headroom::report {

// One plan with all its hours, blocks, options, rails and facts; money in dollars to the cent.
[[nodiscard]] ordered_json to_json(const week_plan& plan);
// A namespace without a plan: {"namespace": ..., "confidence": "unknown", "reason": ...}.
[[nodiscard]] ordered_json to_json(const unplanned_namespace& what);

}  // namespace headroom::report
