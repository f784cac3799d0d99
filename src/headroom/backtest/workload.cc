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

std::optional<double> known(double load_aps) { return std::isnan(load_aps) ? std::nullopt : std::optional(load_aps); }

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

hour_choices choices_of(const workload_hour& hour, std::span<const double> loads_aps, double throttle_cost) {
  hour_choices out;
  for (std::size_t r = 0; r < cost::ladder.size(); ++r) {
    if (hour.peak_aps > hour.limit_aps(r)) out.held[r] = throttled_above(loads_aps, hour.limit_aps(r));
    const double actions =
        cost::hour_bill_actions(hour.actions, cost::ladder[r]) + throttle_cost * hour.actions_of(out.held[r].sum_aps);
    if (r == 0 || actions < out.optimum_actions) {
      out.best_rung = r;
      out.optimum_actions = actions;
    }
  }
  return out;
}

void add_hours(workload& out, utc_minute first_row) {
  cost::trailing_envelope envelope;
  for (std::size_t h = 0; h < out.hours.size(); ++h) {
    workload_hour& hour = out.hours[h];
    const auto loads = out.loads_of(h);
    hour.on_demand_limit_aps = envelope.limit_aps();
    add_loads(hour, loads);
    for (const double load : loads) envelope.push(known(load));
    hour.scored = hour.rows >= least_rows && out.start_of_hour(h) - first_row >= warm_up_minutes;
    if (!hour.scored) continue;
    out.choices[h] = choices_of(hour, loads, out.setting.throttle_cost);
    ++out.scored_hours;
    out.scored_minutes += hour.rows;
    out.actions += hour.actions;
    out.optimum_actions += out.choices[h].optimum_actions;
  }
}

feature_bounds bounds_of(std::span<const plan::load_feature> features) {
  feature_bounds out{features.front(), features.front()};
  const auto widen = [](double& lowest, double& highest, double value) {
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  };
  for (const auto& f : features) {
    widen(out.lowest.newest_aps, out.highest.newest_aps, f.newest_aps);
    widen(out.lowest.lower_of_two_aps, out.highest.lower_of_two_aps, f.lower_of_two_aps);
    widen(out.lowest.highest_of_fifteen_aps, out.highest.highest_of_fifteen_aps, f.highest_of_fifteen_aps);
  }
  return out;
}

void add_features(workload& out) {
  const auto lag = static_cast<std::size_t>(out.setting.lag_minutes);
  plan::load_feature_tracker tracker;
  for (std::size_t t = 0; t < out.aps.size(); ++t) {
    out.features.push_back(tracker.update(t < lag ? std::nullopt : known(out.aps[t - lag])));
  }
  for (std::size_t h = 0; h < out.hours.size(); ++h) {
    out.bounds.push_back(bounds_of(std::span(out.features).subspan(60 * h, 60)));
  }
}

}  // namespace

throttling throttled_above(std::span<const double> loads_aps, double limit_aps) {
  throttling out;
  for (const double load : loads_aps) {
    const double over = load - limit_aps;
    if (over > rounding_aps) out += {over, 1};  // false for NaN
  }
  return out;
}

workload prepare_workload(const trace& t, const workload_options& options) {
  workload out{.name = t.name, .start = t.start, .setting = options.setting, .aps = t.aps};
  for (double& load : out.aps) load *= options.scale;
  const std::size_t hours = out.aps.size() / 60;
  out.hours.resize(hours);
  out.choices.resize(hours);
  out.features.reserve(out.aps.size());
  out.bounds.reserve(hours);
  add_hours(out, t.first_row);
  add_features(out);
  return out;
}

}  // namespace headroom::backtest
