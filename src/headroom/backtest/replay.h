#pragma once

#include <vector>

#include "headroom/backtest/workload.h"
#include "headroom/model/capacity.h"
#include "headroom/plan/policy.h"
#include "headroom/plan/threshold_rule.h"

namespace headroom::backtest {

// A change of capacity that was asked for; in effect `actuation_minutes` later.
struct request {
  utc_minute minute;
  capacity wanted;

  friend bool operator==(const request&, const request&) = default;
};

// What the policy asks for over the workload, from On-Demand at its first minute on. It is shown every minute, and
// asked when no request is in progress.
std::vector<request> replay(const workload& load, plan::policy& policy);

// The same for a rule without memory, hour by hour: most hours are settled by their bounds.
std::vector<request> replay(const workload& load, const plan::threshold_rule& rule);

}  // namespace headroom::backtest
