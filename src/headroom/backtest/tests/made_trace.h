#pragma once

#include <cmath>
#include <functional>
#include <limits>

#include "headroom/backtest/trace.h"

namespace headroom::backtest {

inline constexpr double no_row = std::numeric_limits<double>::quiet_NaN();
inline constexpr std::int64_t week_minutes = 7 * 1440;

// A trace from Monday 2026-01-05 on with the load that `load_at` says for each minute; NaN: no row. `hours` beyond a
// warm-up week.
inline trace made_trace(std::int64_t hours, const std::function<double(std::int64_t)>& load_at) {
  trace out{.name = "made", .start = {29'459'520}, .first_row = {29'459'520}, .aps = {}};
  for (std::int64_t t = 0; t < week_minutes + 60 * hours; ++t) out.aps.push_back(load_at(t));
  return out;
}

}  // namespace headroom::backtest
