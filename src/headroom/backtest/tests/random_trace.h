#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "headroom/backtest/trace.h"
#include "headroom/backtest/workload.h"
#include "headroom/base/rng.h"

namespace headroom::backtest {

// A trace, and a world to replay it in, made from a seed: a warm-up week with few or all rows, then hours with bursts,
// plateaus, gaps and loads on round numbers, where rules have their edges.
struct random_case {
  trace recorded;
  workload_options options;
};

inline trace random_trace(rng& random) {
  trace out{.name = "random"};
  out.first_row = {29'459'520 + static_cast<std::int64_t>(random.below(20'000))};
  out.start = start_of(hour_of(out.first_row));
  const auto scored_minutes = 60 + static_cast<std::int64_t>(random.below(30 * 60));
  const std::int64_t minutes = 7 * 1440 + 60 + scored_minutes;
  const double warm_up_rows = random.below(20) == 0 ? 1.0 : 0.02 + 0.1 * random.uniform();
  const double rows = random.below(3) == 0 ? 0.3 + 0.5 * random.uniform() : 1.0;
  const double step = random.below(2) == 0 ? 0 : 50.0 * static_cast<double>(1 + random.below(5));
  const double base = 1200 * random.uniform() * random.uniform();
  double burst = 0;
  for (std::int64_t t = 0; t < (minutes + 59) / 60 * 60; ++t) {
    if (random.below(40) == 0) burst = random.below(2) == 0 ? 0 : 9000 * random.uniform() * random.uniform();
    double load = base * (0.7 + 0.6 * random.uniform()) + burst;
    if (step > 0) load = std::round(load / step) * step;
    const bool row = random.uniform() < (t < 7 * 1440 ? warm_up_rows : rows) || t == out.first_row - out.start;
    const bool outside = t < out.first_row - out.start || t >= minutes;
    out.aps.push_back(row && !outside ? load : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

inline random_case make_random_case(std::uint64_t seed) {
  rng random(seed);
  random_case out{random_trace(random), {}};
  out.options.scale = random.below(2) == 0 ? 1.0 : 4 * random.uniform() + 0.01;
  if (random.below(2) == 0) {
    out.options.setting = {.lag_minutes = static_cast<int>(random.below(8)),
                           .actuation_minutes = static_cast<int>(random.below(8)),
                           .throttle_cost = 100 * random.uniform() * random.uniform()};
  }
  return out;
}

}  // namespace headroom::backtest
