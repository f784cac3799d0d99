#pragma once

#include <span>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// The last season once more: y(t + h) = y(t + h - k season), k the least that is known.
[[nodiscard]] path_table repeat_season(std::span<const double> y, std::size_t season, const origins& from);

// The mean of up to `most` past seasons, moved to the level of the newest `level_window` values.
[[nodiscard]] path_table repeat_mean_season(std::span<const double> y, std::size_t season, std::size_t most,
                                            std::size_t level_window, const origins& from);

}  // namespace headroom::forecast
