#pragma once

#include <span>
#include <vector>

#include "headroom/plan/past_hours.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// One way that an hour may go for one limit, in the limit's own unit per second.
struct hour_scenario {
  double weight = 0;
  past_hour load;
};

// With the probability that lies beyond the highest level, an hour's peak is taken to be this many times the highest
// quantile: what nobody foresaw. It gives a value to limits above every quantile, so that free TRUs are taken.
inline constexpr double surprise_factor = 2;

// An outlook's quantiles as scenarios whose weights add up to 1: each level stands for the probability nearest to it,
// and peak and mean rise together. One more than there are levels.
[[nodiscard]] std::vector<hour_scenario> scenarios_of(std::span<const double> levels, const row_outlook& hour);

}  // namespace headroom::plan
