#pragma once

#include <memory>

#include "headroom/plan/policy.h"

namespace headroom::plan {

struct week_policy_options {
  int every_hours = 24;  // between one plan and the next
  bool watched = true;   // within the hour
};

// What comes of following `headroom plan`: a plan for the week, made anew every day from what was seen of the last four
// weeks. Its capacities are asked for so that they are in effect at the hour's turn. Where the hours are watched, the
// net raises within them (headroom_net.h), and after an hour in which it did the plan is made anew at the turn. It is
// the plan itself on trial (`decide_week`), not a copy of its rules. Before the first plan, and where the past is not
// enough for one, the capacity stays as it is.
std::unique_ptr<policy> make_week_policy(const policy_setting& setting, const week_policy_options& options);

}  // namespace headroom::plan
