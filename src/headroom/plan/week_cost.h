#pragma once

#include <cstddef>

#include "headroom/model/week_plan.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// What holding a capacity through one hour is expected to come to, over the hour's scenarios. The bill is that of
// actions; throttling is that of whichever limit turns away the largest share, as a share of the hour's actions.
[[nodiscard]] expected_outcome expect_hour(const week_case& in, std::size_t h, const capacity& held);

// The objective of an hour: billed + throttle_cost x throttled actions.
[[nodiscard]] double objective_of(const week_case& in, const expected_outcome& expected);

// How much of its limits an hour is likely to use before a raise that starts at its turn is in effect, as the highest
// share over all limits: above 1, lowering to this capacity would throttle before anyone could react. The load of a
// likely hour is spread as past_hours.h says; the highest of n minutes drawn from such a spread is expected at
// mean + (peak - mean)(n - 1)/(n + 1).
[[nodiscard]] double likely_use_at_turn(const week_case& in, std::size_t h, const capacity& held);

// The limit whose quantile at `level` comes nearest to it or furthest above, and how near: quantile over limit.
struct limit_use {
  std::size_t row = 0;
  double share = 0;
};
[[nodiscard]] limit_use tightest_in_hour(const week_case& in, std::size_t h, const capacity& held, double level);

// The quantile of a row's peak at a level of the case; the nearest level below where there is none.
[[nodiscard]] double peak_at(const week_case& in, std::size_t row, std::size_t h, double level);

// Sums actions and minutes; of chances the worst.
void add_to(expected_outcome& sum, const expected_outcome& hour);

}  // namespace headroom::plan
