#pragma once

#include "headroom/cost/sold_counts.h"
#include "headroom/model/capacity.h"

namespace headroom::plan {

// The mode that covers a load: On-Demand where its limit does, or where no count on sale allows more; otherwise the
// smallest count that covers it.
inline capacity mode_for(double load_aps, double on_demand_limit_aps) {
  constexpr double most_aps = cost::most_trus * cost::aps_per_tru;
  if (load_aps <= on_demand_limit_aps || on_demand_limit_aps >= most_aps) return on_demand;
  return provisioned(cost::covering_count(load_aps));
}

// The limit in force with this capacity.
inline double limit_of(capacity held, double on_demand_limit_aps) {
  const int trus = held.rung();
  return trus > 0 ? trus * static_cast<double>(cost::aps_per_tru) : on_demand_limit_aps;
}

}  // namespace headroom::plan
