#pragma once

#include <vector>

#include "headroom/model/week_plan.h"
#include "headroom/plan/guard_frame.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// Every plain way to spend the hours beside the plan: do nothing, On-Demand, each count on the ladder held throughout.
struct named_schedule {
  std::string name;
  schedule hours;
};
[[nodiscard]] std::vector<named_schedule> plain_options(const guard_frame& frame);

// What a schedule is expected to come to.
[[nodiscard]] plan_option price_option(const week_case& in, const guard_frame& frame, const named_schedule& option);

// Best first by objective; those that break a rail come after those that do not.
void rank_options(std::vector<plan_option>& options);

}  // namespace headroom::plan
