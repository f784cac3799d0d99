#pragma once

#include <memory>
#include <optional>
#include <span>

#include "headroom/model/capacity.h"
#include "headroom/plan/load_features.h"
#include "headroom/plan/policy.h"

namespace headroom::plan {

// Minutes in a row in which the On-Demand limit stays the same, as a rule sees them.
struct load_view {
  utc_minute first;
  std::span<const load_feature> minutes;
  double on_demand_limit_aps = 500;
  // Bounds on the features of these minutes (and perhaps of some around them): most stretches are settled by them
  // alone.
  load_feature lowest, highest;
};

// A change that a rule asks for.
struct rule_change {
  std::size_t minute = 0;  // index into the view
  capacity wanted;
};

// A policy without memory: what it asks for at a minute depends on that minute's features, the limit and its target
// only. That lets a backtest look at many minutes at once; streaming_policy() makes the same rule a policy, so there is
// one copy of it.
class threshold_rule {
 public:
  threshold_rule() = default;
  threshold_rule(const threshold_rule&) = delete;
  threshold_rule& operator=(const threshold_rule&) = delete;
  virtual ~threshold_rule() = default;

  // The first minute of the view at which it asks for something other than `target`; empty when there is none.
  [[nodiscard]] virtual std::optional<rule_change> first_change(const load_view& view, capacity target) const = 0;
};

std::unique_ptr<policy> streaming_policy(std::shared_ptr<const threshold_rule> rule);

}  // namespace headroom::plan
