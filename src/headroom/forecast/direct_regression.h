#pragma once

#include <span>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// A regression for each stretch of the horizon by itself, of a value on what is known so many steps before it: the same
// place in earlier seasons, their means, and the levels of the newest value, day and week. Nothing is carried forward
// step by step, so errors do not feed on themselves. `shorter` is at least 2; `longer` 0 means none.
[[nodiscard]] path_table regress_directly(std::span<const double> y, std::size_t shorter, std::size_t longer,
                                          const origins& from);

// The least first origin for it.
[[nodiscard]] std::size_t rows_before_direct_regression(std::size_t shorter, std::size_t longer, std::size_t horizon);

}  // namespace headroom::forecast
