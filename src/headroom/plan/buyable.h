#pragma once

#include <vector>

#include "headroom/model/capacity.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/plan/snapshot_settings.h"

namespace headroom::plan {

// The capacities that may be advised, in rising order: On-Demand unless the settings ask for TRUs, and the counts on
// offer (the sold list where the offer is unknown) within stock and bounds. What the namespace holds is not among them
// unless it could be bought now too.
[[nodiscard]] std::vector<capacity> buyable(const capacity_offer& offer, const snapshot_settings& settings);

// Whether the settings' bounds allow a capacity to be kept.
[[nodiscard]] bool within_bounds(const capacity& held, const snapshot_settings& settings);

}  // namespace headroom::plan
