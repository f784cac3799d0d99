#pragma once

#include <span>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// The newest value, moved on each step by the mean change of the newest `window` steps, `damping` times the last move:
// 0 keeps the newest value (the naive forecast), 1 draws the straight line.
[[nodiscard]] path_table carry_on(std::span<const double> y, std::size_t window, double damping, const origins& from);

}  // namespace headroom::forecast
