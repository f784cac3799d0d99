#include "headroom/forecast/trend.h"

#include <algorithm>

namespace headroom::forecast {

path_table carry_on(std::span<const double> y, std::size_t window, double damping, const origins& from) {
  path_table out(from.at.size(), from.horizon);
  for (std::size_t o = 0; o < from.at.size(); ++o) {
    const std::size_t newest = from.at[o] - 1;
    const std::size_t back = std::min(window, newest);
    double move = back == 0 ? 0 : (y[newest] - y[newest - back]) / static_cast<double>(back);
    double value = y[newest];
    for (double& step : out.path(o).first(from.reach[o])) {
      move *= damping;
      value += move;
      step = value;
    }
  }
  return out;
}

}  // namespace headroom::forecast
