#pragma once

#include <cstdint>

#include "sim/capacity_timeline.h"
#include "sim/load_window.h"
#include "sim/world.h"

#include "headroom/base/time.h"

namespace headroom::sim {

// On-Demand floors of the three limits. Actions: docs/cloud/capacity-modes. Requests and operations: 2,000 and 4,000
// beside 500 actions in docs/cloud/limits of 2026; today's page only says that there is a floor.
inline constexpr double floor_aps = 500, floor_rps = 2'000, floor_ops = 4'000;

// One limit in one minute, per second.
struct limit_figures {
  double count = 0, throttled = 0, limit = 0, envelope = 0;
};

// Everything a namespace shows in one minute.
struct minute_figures {
  utc_minute minute;
  double actions_in_minute = 0;  // foreground, active
  double background_aps = 0;
  double standby_aps = 0;  // 0 without a replica
  int trus = 0;
  limit_figures actions, requests, operations;
};

// Work above the limit in a minute with `per_s` on average, of which `burst_share` comes within `burst_s` seconds. With
// 60,000 actions in one second on a limit of 2,000 that is 967 a second (docs/cloud/service-health).
[[nodiscard]] double throttled_per_s(double per_s, double limit, double burst_share, double burst_s);

// The On-Demand limit for a trailing week whose figures are those of the actions times `per_action`.
[[nodiscard]] double envelope_per_s(const week_stats& actions, double per_action, double floor);

[[nodiscard]] minute_figures figures_of(const world_namespace& n, load_window& demand,
                                        const capacity_timeline& capacity, utc_minute minute);

}  // namespace headroom::sim
