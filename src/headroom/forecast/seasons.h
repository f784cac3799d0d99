#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::forecast {

// The seasons that show in a series without unknown values, rising, at most two: the shortest clear one and the
// multiple of it that repeats yet better (day and week, say). Empty when none is clear.
//
// A season is a lag at which values differ much less than at the lags around it; absolute differences are used, so that
// single spikes do not decide (after the average magnitude difference function: Ross et al., IEEE Trans. ASSP 22(5),
// 1974).
[[nodiscard]] std::vector<std::size_t> find_seasons(std::span<const double> y);

// The longer season that goes with a known one: the least multiple of it that repeats clearly better than its
// neighbours; else seven of it, since most seasons are days and load has weeks, and methods that use a week that is
// none lose little. 0 when the series does not hold two of it.
[[nodiscard]] std::size_t longer_season(std::size_t season, std::span<const double> y);

}  // namespace headroom::forecast
