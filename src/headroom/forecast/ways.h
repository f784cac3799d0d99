#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headroom/forecast/paths.h"

namespace headroom::forecast {

// A series' seasons as the methods take them; 0 means none.
struct season_pair {
  std::size_t shorter = 0;
  std::size_t longer = 0;

  [[nodiscard]] std::size_t longest() const { return longer > 0 ? longer : shorter; }
};

// The paths of every method that the series is long enough for, some of them blends of one method's settings. At least
// one. `y` has no unknown values.
[[nodiscard]] std::vector<path_table> all_ways(std::span<const double> y, season_pair seasons, const origins& from);

}  // namespace headroom::forecast
