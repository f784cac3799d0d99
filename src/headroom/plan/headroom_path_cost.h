#pragma once

#include <array>
#include <span>

#include "headroom/cost/sold_counts.h"
#include "headroom/model/capacity.h"

namespace headroom::plan {

// Something for each rung of cost::ladder.
using by_rung = std::array<double, cost::ladder.size()>;

constexpr capacity rung_capacity(std::size_t rung) { return rung == 0 ? on_demand : provisioned(cost::ladder[rung]); }
constexpr double rung_limit_aps(std::size_t rung, double on_demand_limit_aps) {
  return rung == 0 ? on_demand_limit_aps : cost::ladder[rung] * static_cast<double>(cost::aps_per_tru);
}

// What an hour is judged by.
struct hour_terms {
  double on_demand_limit_aps = 500;
  double throttle_cost = 10;
  int late_minutes = 5;  // from the first throttled minute to the first one with a raised limit
};

// What an hour with some path of load costs by the rung it begins on, billed + throttle_cost x throttled.
struct path_cost {
  by_rung held{};               // when that rung is kept
  by_rung reacted{};            // when it is raised as well as can be, but only after it has throttled
  by_rung throttled_minutes{};  // when that rung is kept
};

// The path has one load a minute, each taken `scale` times. O(rungs x minutes).
path_cost cost_of_path(std::span<const double> path_aps, double scale, const hour_terms& terms);

// The rung that costs least; of those that cost the same, the one that allows most: TRUs an hour pays for anyway are
// free.
std::size_t cheapest_rung(const by_rung& costs, double on_demand_limit_aps);

}  // namespace headroom::plan
