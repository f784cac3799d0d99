#include "headroom/plan/headroom_way_record.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {
namespace {

// Regrets are in average hours' costs.
constexpr double half_life_hours = 100;  // of what has been learnt over all hours
constexpr double sharpness = 0.07;       // of the weights, by it
constexpr double new_way_hours = 24;     // a way with less behind it is taken for a mediocre one,
constexpr double new_way_regret = 0.1;   // of so much of an hour's cost each hour
constexpr double slot_memory = 0.8;      // of what was learnt in the same hour the time before
constexpr double slot_sharpness = 0.5;
constexpr double slot_most_regret = 2;  // of one hour: a single burst must not decide for weeks

}  // namespace

std::size_t way_record::slot_of(utc_minute hour) {
  const auto hours = hour_of(hour).index;
  return static_cast<std::size_t>(hours - 24 * floor_div(hours, 24) + (is_weekend(hour) ? 24 : 0));
}

void way_record::learn(utc_minute hour, std::span<const double> costs, std::span<const std::size_t> advised) {
  const double best = *std::min_element(costs.begin(), costs.end());
  const double decay = std::exp2(-1 / half_life_hours);
  best_ = decay * best_ + best;
  hours_ = decay * hours_ + 1;
  const double most = slot_most_regret * std::max(usual_cost(), 1.0);
  auto& slot = slots_[slot_of(hour)];
  for (std::size_t w = 0; w < advised.size(); ++w) {
    regret_[w] *= decay;
    advised_hours_[w] *= decay;
    slot[w] *= slot_memory;
    if (advised[w] == no_advice) continue;
    const double regret = costs[advised[w]] - best;
    regret_[w] += regret;
    advised_hours_[w] += 1;
    slot[w] += std::min(regret, most);
  }
}

// Over all hours, in average hours' costs; hours in which a way was silent are taken to have gone like the others.
double way_record::regret_of(std::size_t way) const {
  const double regret = regret_[way] / std::max(usual_cost(), 1.0) * hours_ / std::max(advised_hours_[way], 1.0);
  return advised_hours_[way] < new_way_hours ? std::max(regret, new_way_regret * hours_) : regret;
}

std::vector<double> way_record::weights(utc_minute hour, std::span<const std::size_t> advised) const {
  const auto& slot = slots_[slot_of(hour)];
  const auto against = [&](std::size_t w) {
    return sharpness * regret_of(w) + slot_sharpness * slot[w] / std::max(usual_cost(), 1.0);
  };
  double least = -1;
  for (std::size_t w = 0; w < advised.size(); ++w) {
    if (advised[w] != no_advice && (least < 0 || against(w) < least)) least = against(w);
  }
  std::vector<double> out(advised.size());
  for (std::size_t w = 0; w < advised.size(); ++w) {
    if (advised[w] != no_advice) out[w] = std::exp(least - against(w));
  }
  return out;
}

}  // namespace headroom::plan
