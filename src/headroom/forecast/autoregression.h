#pragma once

#include <span>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// A regression of each value on the newest ones, on the same place in earlier seasons and on their means, solved anew
// at every origin from what came before it, and carried forward step by step. Seasons: 0 means none.
[[nodiscard]] path_table autoregress(std::span<const double> y, std::size_t shorter, std::size_t longer,
                                     const origins& from);

}  // namespace headroom::forecast
