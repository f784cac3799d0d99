#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// Mean absolute error of the rehearsed paths over the values that have come since.
[[nodiscard]] double rehearsed_error(std::span<const double> y, const origins& from, const path_table& paths);

// The weighted mean of several ways' paths. A way's weight is its rehearsed error to the power of -`sharpness`, so that
// ways about as good share and bad ones vanish; without rehearsals all weigh the same.
[[nodiscard]] path_table blend(std::span<const double> y, const origins& from, std::span<const path_table> ways,
                               double sharpness);

}  // namespace headroom::forecast
