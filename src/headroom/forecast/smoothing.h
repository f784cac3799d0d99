#pragma once

#include <span>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// How fast each part of the picture follows the newest value, and how much of an error is expected again in the next
// step.
struct smoothing_rates {
  double level = 0;
  double shorter = 0;  // the shorter season, typically the day
  double longer = 0;   // the longer season, typically the week
  double error_carry = 0;
};

// Exponential smoothing of level and up to two seasons with first-order autoregressive errors (J. W. Taylor, "Triple
// seasonal methods for short-term electricity demand forecasting", EJOR 204, 2010, without the third season). Seasons:
// 0 means none. One pass over the series serves all origins.
[[nodiscard]] path_table smooth(std::span<const double> y, std::size_t shorter, std::size_t longer,
                                smoothing_rates rates, const origins& from);

}  // namespace headroom::forecast
