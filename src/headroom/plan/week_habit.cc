#include "headroom/plan/week_habit.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {
namespace {

constexpr std::size_t fewest_days = 7;
constexpr int fewest_minutes = 30;  // of an hour that tell how it went
constexpr double margin = 1.3;      // a load comes again, but a good deal higher (docs/decisions/headroom-policy.md)

std::size_t hour_of_day(utc_hour hour) { return static_cast<std::size_t>(hour.index - 24 * floor_div(hour.index, 24)); }

}  // namespace

week_habit::week_habit(utc_minute start, std::span<const double> per_second) {
  for (std::size_t i = 0; i < per_second.size();) {
    const utc_hour hour = hour_of(start + static_cast<std::int64_t>(i));
    double peak = 0, sum = 0;
    int known = 0;
    for (; i < per_second.size() && hour_of(start + static_cast<std::int64_t>(i)) == hour; ++i) {
      if (std::isnan(per_second[i])) continue;
      peak = std::max(peak, per_second[i]);
      sum += per_second[i];
      ++known;
    }
    if (known < fewest_minutes) continue;
    peaks_[hour_of_day(hour)].push_back(peak);
    means_[hour_of_day(hour)].push_back(sum / known);
  }
  for (auto* seen : {&peaks_, &means_}) {
    for (auto& values : *seen) std::ranges::sort(values);
  }
}

void week_habit::bound(const by_hour_of_day& seen, utc_hour hour, std::vector<double>& quantiles) {
  const auto& own = seen[hour_of_day(hour)];
  if (own.size() < fewest_days) return;
  double highest = own.back();
  for (const std::int64_t beside : {-1, 1}) {
    const auto& values = seen[hour_of_day(hour + beside)];
    if (!values.empty()) highest = std::max(highest, values.back());
  }
  const double usual = own[own.size() / 2], likely = quantiles[quantiles.size() / 2];
  const double growth = usual > 0 ? std::max(1.0, likely / usual) : 1;
  const double most = std::max(likely, margin * growth * highest);
  for (double& value : quantiles) value = std::min(value, most);
}

}  // namespace headroom::plan
