#pragma once

#include <memory>

#include "headroom/plan/policy.h"

namespace headroom::plan {

// Our own policy (DESIGN.md 3): plans each coming hour for the least expected billed + w x throttled actions, takes
// free TRUs, and inside the hour raises at the break-even point.
std::unique_ptr<policy> make_headroom_policy(const policy_setting& setting);

}  // namespace headroom::plan
