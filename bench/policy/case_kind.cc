#include "case_kind.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "headroom/cost/hour_bill.h"

namespace headroom::bench {
namespace {

constexpr double surprise = 1.25, hard_share = 0.001, bursty_reaction = 1.15;

double known_or_zero(double load_aps) { return std::isnan(load_aps) ? 0 : load_aps; }

// The highest load of the minutes [from, from + 60), as far as there is one.
double peak_of(const backtest::workload& load, std::int64_t from) {
  double out = 0;
  for (auto m = std::max<std::int64_t>(0, from); m < std::min(from + 60, std::ssize(load.aps)); ++m) {
    out = std::max(out, known_or_zero(load.aps[static_cast<std::size_t>(m)]));
  }
  return out;
}

double known_peak(const backtest::workload& load, std::int64_t hour, int days, int hidden_minutes) {
  double out = std::max(peak_of(load, 60 * (hour - 1) - hidden_minutes), peak_of(load, 60 * (hour - 2)));
  for (int day = 1; day <= days; ++day) {
    for (int near = -1; near <= 1; ++near) out = std::max(out, peak_of(load, 60 * (hour - 24 * day - near)));
  }
  return out;
}

// The least that an hour costs if it begins On-Demand and one raise comes `hidden_minutes` after the first throttled
// minute; the optimum when nothing throttles.
double reacted_cost(const backtest::workload& load, std::size_t hour, int hidden_minutes) {
  const auto& h = load.hours[hour];
  const auto loads = load.loads_of(hour);
  const auto first =
      std::find_if(loads.begin(), loads.end(), [&](double x) { return x > h.on_demand_limit_aps + 1e-9; });
  const auto raised = static_cast<std::size_t>(first - loads.begin() + hidden_minutes + 1);
  double least = 0;
  for (std::size_t r = 0; r < cost::ladder.size(); ++r) {
    double over_aps = 0;
    for (std::size_t i = 0; i < loads.size(); ++i) {
      const double limit_aps = i < raised ? h.on_demand_limit_aps : std::max(h.on_demand_limit_aps, h.limit_aps(r));
      over_aps += std::max(0.0, known_or_zero(loads[i]) - limit_aps);
    }
    const double cost =
        cost::hour_bill_actions(h.actions, cost::ladder[r]) + load.setting.throttle_cost * h.actions_of(over_aps);
    if (r == 0 || cost < least) least = cost;
  }
  return least;
}

double clairvoyant_score(const backtest::workload& load, int days) {
  const int hidden_minutes = load.setting.lag_minutes + load.setting.actuation_minutes - 1;
  double cost = 0;
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    if (!load.hours[h].scored) continue;
    double of_hour = load.choices[h].optimum_actions;
    const bool throttles = load.choices[h].held[0].minutes > 0;
    if (throttles &&
        load.hours[h].peak_aps > surprise * known_peak(load, static_cast<std::int64_t>(h), days, hidden_minutes)) {
      of_hour = std::max(of_hour, reacted_cost(load, h, hidden_minutes));
    }
    cost += of_hour;
  }
  return cost / load.optimum_actions;
}

}  // namespace

case_kind kind_of(const backtest::workload& load) {
  int throttled_minutes = 0;
  for (const auto& choice : load.choices) throttled_minutes += choice.held[0].minutes;
  case_kind out{.hard = throttled_minutes > hard_share * load.scored_minutes,
                .reaction = clairvoyant_score(load, 0),
                .foresight = clairvoyant_score(load, 7)};
  out.bursty = out.hard && out.reaction > bursty_reaction;
  return out;
}

}  // namespace headroom::bench
