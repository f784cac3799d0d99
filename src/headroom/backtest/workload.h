#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "headroom/backtest/trace.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/load_features.h"
#include "headroom/plan/policy.h"

namespace headroom::backtest {

// Actions a second above a limit, summed over minutes, and how many minutes were above it.
struct throttling {
  double sum_aps = 0;
  int minutes = 0;

  throttling& operator+=(const throttling& more) {
    sum_aps += more.sum_aps;
    minutes += more.minutes;
    return *this;
  }
};

// Minutes without a row (NaN) are left out; differences below 1e-9 are rounding, not throttling.
throttling throttled_above(std::span<const double> loads_aps, double limit_aps);

// One clock hour of a trace.
struct workload_hour {
  double on_demand_limit_aps = 500;  // in force all hour
  double peak_aps = 0;               // highest minute; 0 without rows
  double actions = 0;                // a minute without a row counts as the mean of the hour's others
  int rows = 0;
  bool scored = false;

  // The limit on this rung of cost::ladder.
  [[nodiscard]] double limit_aps(std::size_t rung) const {
    return rung == 0 ? on_demand_limit_aps : cost::ladder[rung] * static_cast<double>(cost::aps_per_tru);
  }
  // What a sum of loads over the hour's rows is in actions.
  [[nodiscard]] double actions_of(double sum_aps) const { return rows == 0 ? 0 : 3600 * sum_aps / rows; }
};

// What a scored hour throttles on each rung of cost::ladder when it is held all hour, and the cheapest of them.
struct hour_choices {
  std::array<throttling, cost::ladder.size()> held{};
  std::size_t best_rung = 0;   // of those that cost the same, On-Demand, then the fewest TRUs
  double optimum_actions = 0;  // billed + throttle_cost x throttled on it
};

// Bounds on the features of an hour's minutes.
struct feature_bounds {
  plan::load_feature lowest, highest;
};

struct workload_options {
  double scale = 1;
  plan::policy_setting setting;
};

// A trace at one scale, in a world with these delays, prepared for policies to be replayed on: all that no policy
// changes. Everything is by clock hour from `start` on.
struct workload {
  std::string name;
  utc_minute start;
  plan::policy_setting setting;
  std::vector<double> aps;  // by minute; NaN: unknown
  std::vector<workload_hour> hours;
  std::vector<hour_choices> choices;         // of scored hours; empty ones elsewhere
  std::vector<plan::load_feature> features;  // by minute: what is visible then
  std::vector<feature_bounds> bounds;

  // Over the scored hours.
  int scored_hours = 0;
  int scored_minutes = 0;  // rows
  double actions = 0;
  double optimum_actions = 0;

  [[nodiscard]] std::span<const double> loads_of(std::size_t hour) const {
    return std::span(aps).subspan(60 * hour, 60);
  }
  [[nodiscard]] utc_minute start_of_hour(std::size_t hour) const {
    return start + 60 * static_cast<std::int64_t>(hour);
  }
};

// Hours are scored that begin a week or more after the first row and have at least half of their rows. O(n log n).
workload prepare_workload(const trace& t, const workload_options& options);

}  // namespace headroom::backtest
