#include "headroom/forecast/mend.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::forecast {
namespace {

constexpr double far = 8;  // in median absolute differences from the neighbouring seasons

double median_of(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The value a whole number of seasons away that is known, the nearest in time; NaN when there is none.
double same_place(std::span<const double> series, std::size_t t, std::size_t season) {
  for (std::size_t away = season; away < series.size(); away += season) {
    if (t >= away && !std::isnan(series[t - away])) return series[t - away];
    if (t + away < series.size() && !std::isnan(series[t + away])) return series[t + away];
  }
  return std::nan("");
}

void fill_straight(std::vector<double>& y) {
  std::size_t last = y.size();  // the newest known place, none yet
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (std::isnan(y[t])) continue;
    if (last == y.size()) {
      std::fill(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(t), y[t]);
    } else {
      const double slope = (y[t] - y[last]) / static_cast<double>(t - last);
      for (std::size_t i = last + 1; i < t; ++i) y[i] = y[last] + slope * static_cast<double>(i - last);
    }
    last = t;
  }
  if (last < y.size()) std::fill(y.begin() + static_cast<std::ptrdiff_t>(last), y.end(), y[last]);
}

}  // namespace

std::vector<double> fill_gaps(std::span<const double> series, std::size_t season) {
  std::vector<double> out(series.begin(), series.end());
  if (season > 1) {
    for (std::size_t t = 0; t < out.size(); ++t) {
      if (std::isnan(series[t])) out[t] = same_place(series, t, season);
    }
  }
  fill_straight(out);
  return out;
}

std::vector<double> tame_outliers(std::span<const double> y, std::size_t season) {
  std::vector<double> out(y.begin(), y.end());
  const std::size_t step = std::max<std::size_t>(season, 1);
  if (y.size() < 4 * step) return out;
  std::vector<double> usual(y.size());
  std::vector<double> gaps(y.size());
  std::vector<double> sizes(y.size());
  for (std::size_t t = 0; t < y.size(); ++t) {
    std::array<double, 5> near{};
    std::size_t count = 0;
    const std::size_t first = t >= 2 * step ? t - 2 * step : t % step;
    for (std::size_t at = first; at < y.size() && count < near.size(); at += step) near[count++] = y[at];
    usual[t] = median_of(std::span(near).first(count));
    gaps[t] = y[t] - usual[t];
    sizes[t] = std::abs(gaps[t]);
  }
  const double limit = far * median_of(sizes);
  if (!(limit > 0)) return out;
  const std::size_t reach = std::clamp<std::size_t>(step / 2, 3, 12);
  for (std::size_t t = 0; t < y.size(); ++t) {
    if (std::abs(gaps[t]) <= limit) continue;
    // A level that has shifted takes its neighbours along: only what stands out from them is a lone value.
    const std::size_t from = t > reach ? t - reach : 0;
    std::vector<double> around(gaps.begin() + static_cast<std::ptrdiff_t>(from),
                               gaps.begin() + static_cast<std::ptrdiff_t>(std::min(t + reach + 1, y.size())));
    const double shift = median_of(around);
    if (std::abs(gaps[t] - shift) > limit) out[t] = usual[t] + shift + (gaps[t] > shift ? limit : -limit);
  }
  return out;
}

}  // namespace headroom::forecast
