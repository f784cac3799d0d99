#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "headroom/backtest/trace.h"
#include "headroom/cost/sold_counts.h"

namespace headroom::backtest {

// Actions a second above a limit, summed over minutes, and how many minutes were above it.
struct throttling {
  double sum_aps = 0;
  int minutes = 0;
};

// Minutes without a row (NaN) are left out; differences below 1e-9 are rounding, not throttling.
throttling throttled_above(std::span<const double> loads_aps, double limit_aps);

// One clock hour of a trace, with all that no policy changes.
struct workload_hour {
  double on_demand_limit_aps = 500;  // in force all hour
  double peak_aps = 0;               // highest minute; 0 without rows
  double actions = 0;                // a minute without a row counts as the mean of the hour's others
  int rows = 0;
  bool scored = false;
  // Actions throttled if a rung of cost::ladder were held for the whole hour; only in scored hours.
  std::array<double, cost::ladder.size()> throttled_actions{};

  // What a sum of throttled load over the hour's rows is in actions, missing minutes at their mean.
  [[nodiscard]] double actions_of(double sum_aps) const { return rows == 0 ? 0 : 3600 * sum_aps / rows; }
};

// The least that one rung held for the whole hour costs.
struct hour_optimum {
  std::size_t rung = 0;  // of those that cost the same, On-Demand, then the fewest TRUs
  double actions = 0;    // billed + throttle_cost x throttled
};
hour_optimum cheapest_rung(const workload_hour& hour, double throttle_cost);

// A trace at one scale, prepared to replay policies on.
struct workload {
  std::string name;
  utc_minute start;
  std::vector<double> aps;  // NaN: unknown
  std::vector<workload_hour> hours;

  [[nodiscard]] std::span<const double> loads_of(std::size_t hour) const {
    return std::span(aps).subspan(60 * hour, 60);
  }
};

// Hours are scored that begin a week or more after the first row and have at least half of their rows. O(n log n).
workload prepare_workload(const trace& t, double scale);

}  // namespace headroom::backtest
