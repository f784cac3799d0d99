#include "headroom/backtest/foresight.h"

#include <algorithm>

namespace headroom::backtest {

std::vector<request> peak_requests(const workload& load) {
  if (load.scored_hours == 0) return {};
  double peak_aps = 0;
  for (const auto& hour : load.hours) {
    if (hour.scored) peak_aps = std::max(peak_aps, hour.peak_aps);
  }
  return {{load.start - load.setting.actuation_minutes, provisioned(cost::covering_count(peak_aps))}};
}

std::vector<request> hindsight_requests(const workload& load) {
  std::vector<request> requests;
  capacity target;
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    if (!load.hours[h].scored) continue;
    const std::size_t rung = load.choices[h].best_rung;
    const capacity wanted = rung == 0 ? on_demand : provisioned(cost::ladder[rung]);
    if (wanted == target) continue;
    const utc_minute now = load.start_of_hour(h) - load.setting.actuation_minutes;
    // Delays of more than an hour leave no time for some changes.
    if (!requests.empty() && now < requests.back().minute + load.setting.actuation_minutes) continue;
    requests.push_back({now, wanted});
    target = wanted;
  }
  return requests;
}

}  // namespace headroom::backtest
