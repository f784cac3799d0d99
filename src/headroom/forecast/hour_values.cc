#include "headroom/forecast/hour_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::forecast {
namespace {

constexpr int fewest_minutes = 30;
constexpr double seconds_per_hour = 3600;

}  // namespace

std::size_t hour_values::known() const {
  return static_cast<std::size_t>(std::ranges::count_if(peak, [](double v) { return !std::isnan(v); }));
}

hour_values by_hour(const minute_history& history, std::size_t most) {
  hour_values out{.start = hour_of(history.start), .peak = {}, .total = {}};
  if (history.per_second.empty()) return out;
  const utc_hour end = hour_of(history.end() - 1) + 1;
  out.start = std::max(out.start, end - static_cast<std::int64_t>(most));
  for (utc_hour hour = out.start; hour < end; hour = hour + 1) {
    const auto from = std::max(start_of(hour), history.start) - history.start;
    const auto to = std::min(start_of(hour + 1), history.end()) - history.start;
    double highest = 0;
    double sum = 0;
    int count = 0;
    for (const double v :
         history.per_second.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))) {
      if (std::isnan(v)) continue;
      highest = std::max(highest, v);
      sum += v;
      ++count;
    }
    const bool known = count >= fewest_minutes;
    out.peak.push_back(known ? highest : std::numeric_limits<double>::quiet_NaN());
    out.total.push_back(known ? sum / count * seconds_per_hour : std::numeric_limits<double>::quiet_NaN());
  }
  return out;
}

}  // namespace headroom::forecast
