#include "headroom/cloud/figure.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::cloud {
namespace {

struct newest_points {
  std::vector<point> points;  // one a series
  std::string fault;
};

std::string shown(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  return fmt::format("{}", value);
}

std::string fault_of(const point& p, const time_window& window) {
  if (!(p.value >= 0) || std::isinf(p.value)) {
    return fmt::format("saw {}, expected a number of 0 or more", shown(p.value));
  }
  if (p.time_ms == no_time) return {};
  if (p.time_ms > window.now_unix_ms + window.farthest_ahead.count()) {
    return "its sample is from the future: the clock here or at the service is wrong";
  }
  if (p.time_ms < window.now_unix_ms - window.oldest.count()) {
    return fmt::format("its newest sample is of {}, {} minutes old", to_rfc3339(p.time_ms),
                       (window.now_unix_ms - p.time_ms) / 60'000);
  }
  return {};
}

// Points come by series, newest first: the first of each series is the one to use.
newest_points newest_of(std::span<const point> points, const time_window& window) {
  newest_points out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const point& p = points[i];
    const bool same_series = i > 0 && points[i - 1].series == p.series && points[i - 1].whose == p.whose;
    if (!same_series) {
      out.points.push_back(p);
      if (out.fault.empty()) out.fault = fault_of(p, window);
    } else if (p.time_ms == out.points.back().time_ms && p.value != out.points.back().value && out.fault.empty()) {
      out.fault = fmt::format("two values for one series and minute, {} and {}", shown(out.points.back().value),
                              shown(p.value));
    }
  }
  return out;
}

std::int64_t newest_time(const std::vector<point>& points) {
  std::int64_t newest = no_time;
  for (const point& p : points) newest = std::max(newest, p.time_ms);
  return newest;
}

}  // namespace

std::span<const point> of_side(std::span<const point> points, side whose) {
  const auto range = std::ranges::equal_range(points, whose, {}, &point::whose);
  return {range.begin(), range.end()};
}

figure sum_of(std::span<const point> points, const time_window& window) {
  const newest_points newest = newest_of(points, window);
  if (!newest.fault.empty()) return {.fault = newest.fault};
  if (newest.points.empty()) return {};
  double sum = 0;
  for (const point& p : newest.points) sum += p.value;
  return {.value = sum, .newest_ms = newest_time(newest.points)};
}

figure level_of(std::span<const point> points, std::uint32_t region, const time_window& window) {
  newest_points newest = newest_of(points, window);
  if (!newest.fault.empty()) return {.fault = newest.fault};
  if (newest.points.empty()) return {};
  const auto here =
      std::ranges::find_if(newest.points, [&](const point& p) { return region != 0 && p.region == region; });
  const auto used = here != newest.points.end() ? here : std::ranges::min_element(newest.points, {}, &point::value);
  return {.value = used->value, .newest_ms = used->time_ms};
}

figure agreed_of(std::span<const point> points, const time_window& window) {
  const newest_points newest = newest_of(points, window);
  if (!newest.fault.empty()) return {.fault = newest.fault};
  if (newest.points.empty()) return {};
  const double first = newest.points.front().value;
  for (const point& p : newest.points) {
    if (p.value != first) {
      return {.fault = fmt::format("its series say both {} and {}", shown(first), shown(p.value))};
    }
  }
  return {.value = first, .newest_ms = newest_time(newest.points)};
}

}  // namespace headroom::cloud
