#pragma once

#include "headroom/plan/guard_frame.h"

namespace headroom::plan {

// The guard rails one by one; guard_chain.h says in which order they belong. Each takes a schedule that the ones before
// it have mended.

// Counts that are not on offer become the next one that is. What is held now may be kept on.
[[nodiscard]] schedule keep_sold_counts(const guard_frame& frame, schedule s);
// Counts that the region has no stock for become the largest it has.
[[nodiscard]] schedule keep_stock(const guard_frame& frame, schedule s);
// Not below the least and not above the most that is wanted.
[[nodiscard]] schedule keep_bounds(const guard_frame& frame, schedule s);
// Never below a live lease.
[[nodiscard]] schedule keep_leases(const guard_frame& frame, schedule s);
// Nothing changes in frozen hours.
[[nodiscard]] schedule keep_freezes(const guard_frame& frame, schedule s);
// A lowering waits while the lower limit is likely to be passed before a raise could come.
[[nodiscard]] schedule keep_off_cliffs(const guard_frame& frame, schedule s);
// At most so many changes a UTC day, besides those that bounds and leases force: the dearest are kept. Also keeps off
// the cliffs that this makes.
[[nodiscard]] schedule keep_changes_per_day(const guard_frame& frame, schedule s);
// While too much is spent, the block of hours is lowered that throttles least for what it saves, as long as no other
// rail minds.
[[nodiscard]] schedule keep_spend_cap(const guard_frame& frame, schedule s);

// Whether some block could be lowered within the other rails.
[[nodiscard]] bool could_spend_less(const guard_frame& frame, const schedule& s);
// Whether a schedule keeps all rails but the spend cap.
[[nodiscard]] bool keeps_timing_rails(const guard_frame& frame, const schedule& s);

}  // namespace headroom::plan
