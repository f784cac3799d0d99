#pragma once

#include <vector>

#include "headroom/cost/price_book.h"
#include "headroom/plan/week_case.h"

namespace headroom::report {

// Thirty hours from 2026-01-15T00:00Z: quiet nights, and from 8 to 18 a load that On-Demand does not cover.
inline plan::week_case sample_week() {
  std::vector<plan::row_outlook> hours;
  for (int h = 0; h < 30; ++h) {
    const bool day = h % 24 >= 8 && h % 24 < 18;
    const double mean = day ? 400 : 50;
    const double peak = day ? 1800 : 60;
    hours.push_back({.peak_per_s = {peak, peak, peak},
                     .mean_per_s = {mean, mean, mean},
                     .expected_mean_per_s = mean,
                     .on_demand_limit_per_s = 500});
  }
  const utc_hour first{491'232};
  return {.id = namespace_id("orders.a1b2c"),
          .first = first,
          .current = on_demand,
          .levels = {0.25, 0.5, 0.99},
          .rows = {{.kind = limit_kind::actions, .hours = std::move(hours)}},
          .prospects = {},
          .event_hours = {},
          .basis = {.known_hours = 400, .history_end = first, .highest_seen_aps = 1790, .seasons_hours = {24}},
          .offer = {},
          .terms = {},
          .price = {.tariff = cost::list_prices().editions.back().plan()->actions, .actions_per_month = 0}};
}

}  // namespace headroom::report
