#include "headroom/plan/buyable.h"

#include <algorithm>

#include "headroom/cost/sold_counts.h"

namespace headroom::plan {

std::vector<capacity> buyable(const capacity_offer& offer, const snapshot_settings& settings) {
  std::vector<int> counts;
  for (const tru_count trus : offer.valid_trus) counts.push_back(trus.value());
  if (counts.empty()) counts.assign(cost::sold_counts.begin(), cost::sold_counts.end());
  std::ranges::sort(counts);
  const auto repeated = std::ranges::unique(counts);
  counts.erase(repeated.begin(), repeated.end());

  std::vector<capacity> out;
  if (within_bounds(on_demand, settings)) out.push_back(on_demand);
  for (const int trus : counts) {
    const bool in_stock = !offer.max_available_trus || trus <= offer.max_available_trus->value();
    if (trus > 0 && in_stock && within_bounds(provisioned(trus), settings)) out.push_back(provisioned(trus));
  }
  return out;
}

bool within_bounds(const capacity& held, const snapshot_settings& settings) {
  if (held.mode() == capacity_mode::on_demand) return settings.trus_min <= 1;
  return held.rung() >= settings.trus_min && (!settings.trus_max || held.rung() <= *settings.trus_max);
}

}  // namespace headroom::plan
