#pragma once

#include "headroom/plan/guard_frame.h"

namespace headroom::plan {

enum class path_rails : std::uint8_t {
  all,          // every rail of the frame but the spend cap, which is on the sum and mended afterwards
  ladder_only,  // as if there were nothing but a price list: to tell what the rails cost
};

// The cheapest way through the hours: over all schedules the least sum of the hours' objective and of the changes'
// cost, in whole actions; of those that cost the same, the one with the highest limits, so that TRUs which cost nothing
// are taken. Exact: dynamic programming over (hour, rung, changes of the day so far). O(hours x rungs^2 x changes a
// day).
[[nodiscard]] schedule cheapest_path(const guard_frame& frame, path_rails rails);

// What a schedule costs by the same measure.
[[nodiscard]] double path_objective(const guard_frame& frame, const schedule& s);

}  // namespace headroom::plan
