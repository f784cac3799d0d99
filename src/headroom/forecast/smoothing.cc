#include "headroom/forecast/smoothing.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom::forecast {
namespace {

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

// The mean of each place in the season over the first values, as a difference from `level`.
std::vector<double> first_pattern(std::span<const double> y, std::size_t season, double level) {
  std::vector<double> sum(season), count(season);
  for (std::size_t t = 0; t < y.size(); ++t) {
    sum[t % season] += y[t] - level;
    count[t % season] += 1;
  }
  for (std::size_t i = 0; i < season; ++i) sum[i] = count[i] > 0 ? sum[i] / count[i] : 0;
  return sum;
}

}  // namespace

path_table smooth(std::span<const double> y, std::size_t shorter, std::size_t longer, smoothing_rates rates,
                  const origins& from) {
  path_table out(from.at.size(), from.horizon);
  const std::size_t a = std::max<std::size_t>(shorter, 1);
  const std::size_t b = std::max<std::size_t>(longer, 1);
  const std::size_t longest = std::max(a, b);
  const auto start = y.first(std::min({2 * longest, from.at.front(), y.size()}));
  double level = mean_of(start);
  std::vector<double> day = first_pattern(start, a, level);
  std::vector<double> week(b, 0.0);
  if (longer > 0) {
    const auto pattern = first_pattern(start, b, level);
    for (std::size_t i = 0; i < b; ++i) week[i] = pattern[i] - day[i % a];
  }
  if (shorter == 0) rates.shorter = 0, day[0] = 0;
  if (longer == 0) rates.longer = 0, week[0] = 0;

  double carried = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t next = 0;
  for (std::size_t t = 0;; ++t) {
    if (t == from.at[next]) {
      const auto path = out.path(next).first(from.reach[next]);
      double fading = carried;
      std::size_t ii = i;
      std::size_t jj = j;
      for (double& value : path) {
        fading *= rates.error_carry;
        value = level + day[ii] + week[jj] + fading;
        if (++ii == a) ii = 0;
        if (++jj == b) jj = 0;
      }
      if (++next == from.at.size()) break;
    }
    const double residual = y[t] - (level + day[i] + week[j]);
    const double surprise = residual - rates.error_carry * carried;
    level += rates.level * surprise;
    day[i] += rates.shorter * surprise;
    week[j] += rates.longer * surprise;
    carried = residual;
    if (++i == a) i = 0;
    if (++j == b) j = 0;
  }
  return out;
}

}  // namespace headroom::forecast
