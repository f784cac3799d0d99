#include "headroom/backtest/replay.h"

#include <cmath>

namespace headroom::backtest {

std::vector<request> replay(const workload& load, plan::policy& policy, const plan::policy_setting& setting) {
  std::vector<request> requests;
  capacity target;
  const auto minutes = static_cast<std::int64_t>(load.aps.size());
  std::int64_t busy_until = 0;
  for (std::int64_t t = 0; t < minutes; ++t) {
    plan::observation seen{.now = load.start + t,
                           .newest_aps = {},
                           .on_demand_limit_aps = load.hours[static_cast<std::size_t>(t / 60)].on_demand_limit_aps};
    if (t >= setting.lag_minutes) {
      const double newest = load.aps[static_cast<std::size_t>(t - setting.lag_minutes)];
      if (!std::isnan(newest)) seen.newest_aps = newest;
    }
    policy.see(seen);
    if (t < busy_until) continue;
    const capacity wanted = policy.decide(seen, target);
    if (wanted == target) continue;
    requests.push_back({seen.now, wanted});
    target = wanted;
    busy_until = t + setting.actuation_minutes;
  }
  return requests;
}

}  // namespace headroom::backtest
