#pragma once

#include <span>

#include "headroom/backtest/replay.h"
#include "headroom/backtest/workload.h"

namespace headroom::backtest {

// What a policy's requests cost over the scored hours. Actions are real numbers: loads are not rounded.
struct score_card {
  int scored_hours = 0;    // 0: nothing to score, all other figures mean nothing
  int scored_minutes = 0;  // rows in them
  int requests = 0;        // made in scored hours
  double actions = 0;
  double billed_actions = 0;     // throttled work is billed too
  double throttled_actions = 0;  // above the limit in effect
  int throttled_minutes = 0;
  double optimum_actions = 0;  // each hour's cheapest rung held all hour, billed + throttle_cost x throttled
  double cost_actions = 0;     // billed + throttle_cost x throttled

  [[nodiscard]] double score() const { return cost_actions / optimum_actions; }
  [[nodiscard]] double throttled_minutes_pct() const { return 100.0 * throttled_minutes / scored_minutes; }
  [[nodiscard]] double idle_premium_pct() const { return 100 * (billed_actions / actions - 1); }
  [[nodiscard]] double changes_per_day() const { return 24.0 * requests / scored_hours; }

  friend bool operator==(const score_card&, const score_card&) = default;
};

// `requests` in time order, none while another is in progress. O(hours + minutes of hours that change).
score_card score(const workload& load, std::span<const request> requests);

}  // namespace headroom::backtest
