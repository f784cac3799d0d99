#include "headroom/forecast/repeat.h"

#include <algorithm>

namespace headroom::forecast {
namespace {

// Mean of y at the same place of the newest `most` seasons before `origin`.
double same_place_mean(std::span<const double> y, std::size_t origin, std::size_t at, std::size_t season,
                       std::size_t most) {
  std::size_t back = at;
  while (back >= origin) back -= season;
  double sum = 0;
  std::size_t count = 0;
  for (; count < most; back -= season) {
    sum += y[back];
    ++count;
    if (back < season) break;
  }
  return sum / static_cast<double>(count);
}

}  // namespace

path_table repeat_season(std::span<const double> y, std::size_t season, const origins& from) {
  path_table out(from.at.size(), from.horizon);
  for (std::size_t o = 0; o < from.at.size(); ++o) {
    const std::size_t origin = from.at[o];
    for (std::size_t h = 0; h < from.reach[o]; ++h) {
      out.path(o)[h] = y[origin - season + h % season];
    }
  }
  return out;
}

path_table repeat_mean_season(std::span<const double> y, std::size_t season, std::size_t most, std::size_t level_window,
                              const origins& from) {
  path_table out(from.at.size(), from.horizon);
  for (std::size_t o = 0; o < from.at.size(); ++o) {
    const std::size_t origin = from.at[o];
    const auto path = out.path(o).first(from.reach[o]);
    for (std::size_t h = 0; h < path.size(); ++h) path[h] = same_place_mean(y, origin, origin + h, season, most);
    double gap = 0;
    const std::size_t window = std::min(level_window, origin - season);
    if (window == 0) continue;
    for (std::size_t t = origin - window; t < origin; ++t) gap += y[t] - same_place_mean(y, t, t, season, most);
    gap /= static_cast<double>(window);
    for (double& value : path) value += gap;
  }
  return out;
}

}  // namespace headroom::forecast
