#pragma once

#include <vector>

#include "headroom/backtest/workload.h"
#include "headroom/model/capacity.h"
#include "headroom/plan/policy.h"

namespace headroom::backtest {

// A change of capacity that was asked for; in effect `actuation_minutes` later.
struct request {
  utc_minute minute;
  capacity wanted;

  friend bool operator==(const request&, const request&) = default;
};

// What the policy asks for over the workload, from On-Demand at its first minute on. It is shown every minute, and
// asked when no request is in progress.
std::vector<request> replay(const workload& load, plan::policy& policy, const plan::policy_setting& setting);

}  // namespace headroom::backtest
