#pragma once

#include <vector>

#include "headroom/model/capacity.h"
#include "headroom/model/load_history.h"

namespace headroom::plan {

// What is kept of a past hour: its mean and its highest minute, in actions per second.
struct past_hour {
  double mean_aps = 0;
  double peak_aps = 0;
};

// The hours of a history of which both are known; none for histories of another step or without means.
[[nodiscard]] std::vector<past_hour> past_hours(const load_history* history);

// About how much of an hour lies above a limit, in actions per second over the whole hour. Only mean and peak are
// known, so the load is taken to be spread evenly from the peak down to as far below the mean as the peak is above it,
// or down to zero with quiet minutes between where that would be negative.
[[nodiscard]] double above_limit_aps(const past_hour& hour, double limit_aps);
// The share of the hour's minutes that lie above a limit, 0 to 1, under the same assumption.
[[nodiscard]] double minutes_above_limit_share(const past_hour& hour, double limit_aps);

// What the objective says of holding one capacity through these hours: billed + throttle_cost x throttled actions, in
// actions per second on average. `hours` is not empty.
struct held_capacity {
  capacity choice;
  double limit_aps = 0;
  double throttle_cost = 10;
};
[[nodiscard]] double objective_aps(const std::vector<past_hour>& hours, const held_capacity& held);

// The share of these hours' actions that lies above a limit, 0 to 1.
[[nodiscard]] double share_above_limit(const std::vector<past_hour>& hours, double limit_aps);

}  // namespace headroom::plan
