#pragma once

#include <optional>

#include "headroom/base/time.h"
#include "headroom/model/capacity.h"

namespace headroom::plan {

// The delays of the world that a policy acts in, and what it minds.
struct policy_setting {
  int lag_minutes = 3;        // the newest row that can be seen at minute t is that of minute t - lag
  int actuation_minutes = 2;  // a request at minute t is in effect from minute t + actuation
  double throttle_cost = 10;  // billed actions that one throttled action is worth avoiding
};

// What can be known at a minute.
struct observation {
  utc_minute now;
  std::optional<double> newest_aps;  // the row of minute now - lag; empty: unknown
  double on_demand_limit_aps = 500;  // in force now, or what On-Demand would allow while Provisioned
};

// Says minute by minute what capacity a namespace should have. It is a function of the observations it was shown and of
// nothing else: no clock, no randomness, no name. One object serves one namespace.
class policy {
 public:
  policy() = default;
  policy(const policy&) = delete;
  policy& operator=(const policy&) = delete;
  virtual ~policy() = default;

  // Called once for every minute, in order and without gaps, also while a request is in progress.
  virtual void see(const observation& seen) = 0;

  // The capacity to ask for at the minute just seen; `target` (what was asked for last, On-Demand at first) to leave
  // it. Called only when a request can be made; the answer is On-Demand or a count on sale.
  [[nodiscard]] virtual capacity decide(const observation& seen, capacity target) = 0;
};

}  // namespace headroom::plan
