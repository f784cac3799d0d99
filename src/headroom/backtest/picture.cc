#include "headroom/backtest/picture.h"

#include <algorithm>

#include "headroom/backtest/effect_cursor.h"

namespace headroom::backtest {
namespace {

std::size_t first_scored(const workload& load) {
  return static_cast<std::size_t>(std::ranges::find_if(load.hours, &workload_hour::scored) - load.hours.begin());
}

}  // namespace

load_history peaks_of(const workload& load) {
  const std::size_t first = first_scored(load);
  load_history out{.start = load.start_of_hour(first)};
  for (std::size_t h = first; h < load.hours.size(); ++h) {
    const auto& hour = load.hours[h];
    out.peak_aps.push_back(hour.rows > 0 ? std::optional(hour.peak_aps) : std::nullopt);
  }
  return out;
}

load_history limits_of(const workload& load, std::span<const request> requests) {
  const std::size_t first = first_scored(load);
  load_history out{.start = load.start_of_hour(first)};
  effect_cursor cursor(requests, load.setting.actuation_minutes);
  for (std::size_t h = first; h < load.hours.size(); ++h) {
    cursor.advance_to(load.start_of_hour(h));
    double highest_aps = load.hours[h].limit_aps(cursor.rung());
    while (cursor.next_change() < load.start_of_hour(h) + 60) {
      cursor.advance_to(cursor.next_change());
      highest_aps = std::max(highest_aps, load.hours[h].limit_aps(cursor.rung()));
    }
    out.peak_aps.emplace_back(highest_aps);
  }
  return out;
}

}  // namespace headroom::backtest
