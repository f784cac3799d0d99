#pragma once

namespace headroom::cost {

// Actions billed each clock hour for every TRU after the first, used or not: 20 % of what the TRU allows
// (docs/evaluate/cloud/pricing).
inline constexpr double floor_actions_per_tru = 360'000;

// What an hour bills at least when `highest_trus` is the highest count in effect in it; 0 for On-Demand.
constexpr double hour_floor_actions(int highest_trus) {
  return highest_trus > 1 ? (highest_trus - 1) * floor_actions_per_tru : 0.0;
}

// Actions billed for a clock hour: those used, or the floor where it is more.
constexpr double hour_bill_actions(double used_actions, int highest_trus) {
  const double floor = hour_floor_actions(highest_trus);
  return used_actions > floor ? used_actions : floor;
}

// The most TRUs on sale that an hour of so many actions pays for by itself; 0 when it pays for none.
int free_trus(double used_actions);

}  // namespace headroom::cost
