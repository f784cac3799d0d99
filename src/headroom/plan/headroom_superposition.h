#pragma once

#include <cstdint>
#include <vector>

#include "headroom/plan/headroom_load_view.h"
#include "headroom/plan/headroom_recurrence.h"

namespace headroom::plan {

// What the schedules that were found make of the sixty minutes from `start` on, all of them at once: of each period
// what came at this phase in at least three of its last four turns (its own load, without what other schedules happened
// to add), and of all periods the highest. Empty where fewer than two periods are known: one alone is told better by
// its turns themselves.
[[nodiscard]] std::vector<double> all_periods_at_once(const load_view& past, burst_recurrence& bursts,
                                                      std::int64_t start);

}  // namespace headroom::plan
