#include "sim/load_window.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "headroom/cost/envelope.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t day_minutes = 1440;
constexpr std::size_t days_max = 70;
constexpr std::size_t weeks_max = 2'000;

}  // namespace

std::int64_t load_window::actions(utc_minute m) {
  const std::int64_t index = floor_div(m.index, day_minutes);
  return day_of(index)[static_cast<std::size_t>(m.index - index * day_minutes)];
}

const week_stats& load_window::trailing_week(utc_hour h) {
  if (const auto known = weeks_.find(h.index); known != weeks_.end()) return known->second;
  if (weeks_.size() >= weeks_max) weeks_.clear();
  std::vector<double> window;
  window.reserve(cost::envelope_minutes);
  double sum = 0;
  for (utc_minute m = start_of(h) - cost::envelope_minutes; m < start_of(h); m = m + 1) {
    window.push_back(aps(m));
    sum += window.back();
  }
  const week_stats stats{.mean_aps = sum / cost::envelope_minutes,
                         .p90_aps = cost::percentile(window, 0.9),
                         .p99_aps = cost::percentile(window, 0.99)};
  return weeks_.emplace(h.index, stats).first->second;
}

std::int64_t load_window::hour_actions(utc_hour h) {
  std::int64_t sum = 0;
  for (int i = 0; i < 60; ++i) sum += actions(start_of(h) + i);
  return sum;
}

double load_window::hour_peak_aps(utc_hour h) {
  std::int64_t peak = 0;
  for (int i = 0; i < 60; ++i) peak = std::max(peak, actions(start_of(h) + i));
  return static_cast<double>(peak) / 60.0;
}

const load_window::day& load_window::day_of(std::int64_t index) {
  if (const auto known = days_.find(index); known != days_.end()) return *known->second;
  if (days_.size() >= days_max) days_.clear();
  auto fresh = std::make_unique<day>();
  for (std::size_t i = 0; i < fresh->size(); ++i) {
    const utc_minute m{index * day_minutes + static_cast<std::int64_t>(i)};
    (*fresh)[i] = static_cast<std::uint32_t>(
        std::min<std::int64_t>(actions_in(load_, m), std::numeric_limits<std::uint32_t>::max()));
  }
  return *days_.emplace(index, std::move(fresh)).first->second;
}

}  // namespace headroom::sim
