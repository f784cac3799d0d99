#include "headroom/plan/week_case.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::plan {

std::optional<double> limit_in_hour(const week_case& in, std::size_t row, std::size_t h, const capacity& held) {
  const limit_outlook& limit = in.rows[row];
  if (held.mode() == capacity_mode::on_demand) return limit.hours[h].on_demand_limit_per_s;
  return cost::limit_per_tru(limit.kind) * held.rung();
}

}  // namespace headroom::plan
