#pragma once

#include "headroom/base/result.h"
#include "headroom/model/week_plan.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// The plan for the coming hours: the cheapest path within the guard rails, or one of the plain options where that is
// cheaper in expectation, with every option priced beside it, and reasons. A function of the case alone: two equal
// cases have plans that agree bit for bit, which is what receipts rest on. About 2 ms for a week.
//
// Errors: invalid_argument for bounds that nothing on offer meets.
[[nodiscard]] result<week_plan> decide_week(const week_case& in);

}  // namespace headroom::plan
