#include "headroom/backtest/workload.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "headroom/cost/envelope.h"
#include "headroom/cost/hour_bill.h"

namespace headroom::backtest {
namespace {

constexpr double rounding_aps = 1e-9;
constexpr std::int64_t warm_up_minutes = 7 * 1440;
constexpr int least_rows = 30;

void add_loads(workload_hour& hour, std::span<const double> loads_aps) {
  double sum_aps = 0;
  for (const double load : loads_aps) {
    if (std::isnan(load)) continue;
    sum_aps += load;
    hour.peak_aps = std::max(hour.peak_aps, load);
    ++hour.rows;
  }
  hour.actions = hour.actions_of(sum_aps);
}

void add_throttling(workload_hour& hour, std::span<const double> loads_aps) {
  for (std::size_t r = 0; r < cost::ladder.size(); ++r) {
    const double limit_aps = r == 0 ? hour.on_demand_limit_aps : cost::ladder[r] * cost::aps_per_tru;
    if (hour.peak_aps > limit_aps) {
      hour.throttled_actions[r] = hour.actions_of(throttled_above(loads_aps, limit_aps).sum_aps);
    }
  }
}

}  // namespace

throttling throttled_above(std::span<const double> loads_aps, double limit_aps) {
  throttling out;
  for (const double load : loads_aps) {
    const double over = load - limit_aps;
    if (over > rounding_aps) {  // false for NaN
      out.sum_aps += over;
      ++out.minutes;
    }
  }
  return out;
}

hour_optimum cheapest_rung(const workload_hour& hour, double throttle_cost) {
  const auto cost_of = [&](std::size_t r) {
    return cost::hour_bill_actions(hour.actions, cost::ladder[r]) + throttle_cost * hour.throttled_actions[r];
  };
  hour_optimum best{0, cost_of(0)};
  for (std::size_t r = 1; r < cost::ladder.size(); ++r) {
    if (const double actions = cost_of(r); actions < best.actions) best = {r, actions};
  }
  return best;
}

workload prepare_workload(const trace& t, double scale) {
  workload out{.name = t.name, .start = t.start, .aps = t.aps, .hours = {}};
  for (double& load : out.aps) load *= scale;
  out.hours.resize(out.aps.size() / 60);
  cost::trailing_envelope envelope;
  for (std::size_t h = 0; h < out.hours.size(); ++h) {
    workload_hour& hour = out.hours[h];
    const auto loads = out.loads_of(h);
    hour.on_demand_limit_aps = envelope.limit_aps();
    add_loads(hour, loads);
    const utc_minute begin = out.start + 60 * static_cast<std::int64_t>(h);
    hour.scored = hour.rows >= least_rows && begin - t.first_row >= warm_up_minutes;
    if (hour.scored) add_throttling(hour, loads);
    for (const double load : loads) envelope.push(std::isnan(load) ? std::nullopt : std::optional(load));
  }
  return out;
}

}  // namespace headroom::backtest
