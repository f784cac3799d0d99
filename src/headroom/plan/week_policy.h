#pragma once

#include <memory>

#include "headroom/plan/policy.h"

namespace headroom::plan {

struct week_policy_options {
  int every_hours = 24;  // between one plan and the next
};

// What comes of following `headroom plan`: a plan for the week, made anew every day from what was seen of the last four
// weeks, its capacities asked for so that they are in effect at the hour's turn, and nothing done within the hour. It
// is the plan itself on trial (`decide_week`), not a copy of its rules. Before the first plan, and where the past is
// not enough for one, the capacity stays as it is.
std::unique_ptr<policy> make_week_policy(const policy_setting& setting, const week_policy_options& options);

}  // namespace headroom::plan
