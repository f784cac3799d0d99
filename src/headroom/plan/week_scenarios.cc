#include "headroom/plan/week_scenarios.h"

#include <algorithm>

namespace headroom::plan {

std::vector<hour_scenario> scenarios_of(std::span<const double> levels, const row_outlook& hour) {
  std::vector<hour_scenario> out;
  const double surprise = 1 - levels.back();
  double from = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const double to = i + 1 < levels.size() ? (levels[i] + levels[i + 1]) / 2 : 1 - surprise;
    const double mean = hour.mean_per_s[i];
    out.push_back({.weight = to - from, .load = {.mean_aps = mean, .peak_aps = std::max(mean, hour.peak_per_s[i])}});
    from = to;
  }
  const past_hour& highest = out.back().load;
  out.push_back(
      {.weight = surprise, .load = {.mean_aps = highest.mean_aps, .peak_aps = surprise_factor * highest.peak_aps}});
  return out;
}

}  // namespace headroom::plan
