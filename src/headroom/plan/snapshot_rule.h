#pragma once

#include <cstdint>
#include <optional>

#include "headroom/model/recommendation.h"
#include "headroom/plan/snapshot_case.h"

namespace headroom::plan {

// What the rule found, one for each sentence that it can say.
enum class finding : std::uint8_t {
  change_in_progress,     // wait for it
  outside_bounds,         // moved within them
  nothing_within_bounds,  // nothing on offer is
  throttled,              // raised
  throttled_at_most,      // nothing higher can be had
  throttled_not_worth,    // curing it costs more than throttle_cost says
  tight,                  // raised before it throttles
  tight_at_most,
  tight_not_worth,
  week_asks_more,  // calm now, but its past hours are worth more capacity
  idle,            // lowered
  idle_kept,       // nothing cheaper clearly covers it
  paid_for,        // Provisioned, and its load pays for its TRUs
  covered,         // On-Demand, and it covers the load
};

struct snapshot_decision {
  capacity advised;
  finding found = finding::covered;
  std::optional<capacity> not_worth;  // the raise that was turned down for its price
  bool enough = true;                 // whether the advised capacity covers what was asked of every limit
  verdict state = verdict::fine;
  confidence trust = confidence::low;
};

// The rule of policy `headroom` for a single minute (docs/decisions/snapshot-policy.md): never lower into doubt, raise
// on the first throttled action that is worth it, and take headroom that costs nothing. Applying its advice and asking
// again at the same load advises no further change.
[[nodiscard]] snapshot_decision decide(const snapshot_case& seen);

// What a namespace needs by the figures alone, whoever decides what to do about it.
[[nodiscard]] verdict state_of(const snapshot_case& seen);

// Savings below this a month are no reason to change anything.
inline constexpr usd_micros least_saving_per_month{50'000'000};

}  // namespace headroom::plan
