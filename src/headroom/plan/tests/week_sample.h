#pragma once

#include <functional>
#include <initializer_list>
#include <vector>

#include "headroom/base/rng.h"
#include "headroom/cost/price_book.h"
#include "headroom/plan/guard_frame.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

inline constexpr utc_hour sample_start{491'232};  // 2026-01-15T00:00Z

// One hour that goes the same way at every level.
inline row_outlook certain_hour(double mean_aps, double peak_aps, double on_demand_limit_aps) {
  return {.peak_per_s = {peak_aps, peak_aps, peak_aps},
          .mean_per_s = {mean_aps, mean_aps, mean_aps},
          .expected_mean_per_s = mean_aps,
          .on_demand_limit_per_s = on_demand_limit_aps};
}

// A case of actions alone at $50 a million from the first action on, no cost of changing, current On-Demand.
inline week_case sample_case(std::vector<row_outlook> hours) {
  week_case out{
      .id = namespace_id("orders.a1b2c"),
      .first = sample_start,
      .current = on_demand,
      .levels = {0.25, 0.5, 0.999999},
      .rows = {{.kind = limit_kind::actions, .hours = std::move(hours)}},
      .prospects = {},
      .event_hours = {},
      .basis = {.known_hours = 400, .history_end = sample_start, .highest_seen_aps = 1},
      .offer = {},
      .terms = {},
      .price = {.tariff = *cost::action_tariff::make(0, {{.up_to_actions = {}, .per_million = usd_micros(50'000'000)}}),
                .actions_per_month = 0}};
  out.terms.change_cost_actions = 0;
  return out;
}

inline guard_frame frame_of(const week_case& in) { return *guard_frame::make(in); }

// A case with random loads, rails, bounds and limits, the same for the same seed.
inline week_case random_case(rng& random) {
  const auto below = [&](std::uint64_t n) { return static_cast<int>(random.below(n)); };
  std::vector<row_outlook> hours;
  const int count = 24 + below(80);
  const double base = 20 + below(1500);
  const double envelope = 500 + below(2500);
  for (int h = 0; h < count; ++h) {
    const double mean = base * (0.2 + 0.01 * below(200));
    const double peak = mean * (1 + 0.01 * below(300));
    hours.push_back({.peak_per_s = {peak * 0.7, peak, peak * 1.6},
                     .mean_per_s = {mean * 0.8, mean, mean * 1.2},
                     .expected_mean_per_s = mean,
                     .on_demand_limit_per_s = envelope});
  }
  week_case out = sample_case(std::move(hours));
  out.terms.change_cost_actions = below(2) * 20'000.0;
  constexpr int held[] = {0, 2, 3, 5, 6, 12};
  const int now = held[below(6)];
  out.current = now > 0 ? provisioned(now) : on_demand;
  if (below(3) == 0) out.terms.trus_min = below(5);
  if (below(3) == 0) out.terms.trus_max = 4 + below(9);
  if (below(3) == 0) out.offer.max_available_trus = tru_count(4 + below(9));
  if (below(2) == 0) out.terms.changes_per_day = below(4);
  if (below(2) == 0) out.terms.monthly_cap_micros = std::int64_t{1'000'000} * below(200'000);
  for (int n = below(3); n > 0; --n) {
    const utc_hour from = out.first + below(count);
    out.terms.freezes.push_back({from, from + 1 + below(20)});
  }
  for (int n = below(3); n > 0; --n) {
    const utc_hour from = out.first + below(count);
    out.terms.leases.push_back({.hours = {from, from + 1 + below(20)}, .trus = 2 + below(8)});
  }
  if (below(4) == 0) {
    limit_outlook operations{.kind = limit_kind::operations, .hours = out.rows.front().hours};
    for (auto& hour : operations.hours) {
      for (auto* values : {&hour.peak_per_s, &hour.mean_per_s}) {
        for (double& v : *values) v *= 12;
      }
      hour.on_demand_limit_per_s = 8 * envelope;
    }
    out.rows.push_back(std::move(operations));
  }
  return out;
}

}  // namespace headroom::plan
