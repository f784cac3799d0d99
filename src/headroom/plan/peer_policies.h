#pragma once

#include <memory>

#include "headroom/plan/policy.h"
#include "headroom/plan/threshold_rule.h"

// Policies that others use, to compare ourselves with: rules of thumb written from their public descriptions, not their
// code. Each takes x(t), the newest row visible at minute t (see load_features.h).
namespace headroom::plan {

// Never asks for anything.
std::shared_ptr<const threshold_rule> make_on_demand_rule();

struct original_options {
  int every_minutes = 5;  // asked at minutes divisible by it
};
// The original project's rule on the newest row and the limit in force, rounded up to a count on sale.
std::shared_ptr<const threshold_rule> make_original_rule(const original_options& options);

struct target_tracking_options {
  double target = 0.7;  // share of the limit that the load should take
};
// Out after two minutes above the target, in after fifteen that stay 20 % below it.
std::shared_ptr<const threshold_rule> make_target_tracking_rule(const target_tracking_options& options);

struct histogram_options {
  double share = 0.9;
  double half_life_hours = 24;
  double margin = 1.15;
};
// The Vertical Pod Autoscaler's shape: a quantile of a decaying histogram and a margin.
std::unique_ptr<policy> make_vpa_policy(const histogram_options& options);
// Google Autopilot's shape: the quantile or the newest row, a margin, and the highest of the last hour.
std::unique_ptr<policy> make_autopilot_window_policy(const histogram_options& options);

}  // namespace headroom::plan
