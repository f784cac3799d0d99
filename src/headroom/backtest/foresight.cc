#include "headroom/backtest/foresight.h"

#include <algorithm>

namespace headroom::backtest {

std::vector<request> peak_requests(const workload& load, const plan::policy_setting& setting) {
  double peak_aps = 0;
  bool any = false;
  for (const auto& hour : load.hours) {
    if (!hour.scored) continue;
    any = true;
    peak_aps = std::max(peak_aps, hour.peak_aps);
  }
  if (!any) return {};
  return {{load.start - setting.actuation_minutes, provisioned(cost::covering_count(peak_aps))}};
}

std::vector<request> hindsight_requests(const workload& load, const plan::policy_setting& setting) {
  std::vector<request> requests;
  capacity target;
  utc_minute free_from = load.start - setting.actuation_minutes;
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    if (!load.hours[h].scored) continue;
    const std::size_t rung = cheapest_rung(load.hours[h], setting.throttle_cost).rung;
    const capacity wanted = rung == 0 ? on_demand : provisioned(cost::ladder[rung]);
    const utc_minute now = load.start + 60 * static_cast<std::int64_t>(h) - setting.actuation_minutes;
    if (wanted == target || now < free_from) continue;
    requests.push_back({now, wanted});
    target = wanted;
    free_from = now + setting.actuation_minutes;
  }
  return requests;
}

}  // namespace headroom::backtest
