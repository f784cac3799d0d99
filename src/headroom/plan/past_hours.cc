#include "headroom/plan/past_hours.h"

#include <algorithm>
#include <cmath>

#include "headroom/cost/hour_bill.h"

namespace headroom::plan {
namespace {

bool known(const std::optional<double>& figure) { return figure && std::isfinite(*figure) && *figure >= 0; }

}  // namespace

std::vector<past_hour> past_hours(const load_history* history) {
  std::vector<past_hour> out;
  if (!history || history->step_minutes != 60) return out;
  const std::size_t hours = std::min(history->peak_aps.size(), history->mean_aps.size());
  for (std::size_t i = 0; i < hours; ++i) {
    const auto& mean = history->mean_aps[i];
    const auto& peak = history->peak_aps[i];
    if (known(mean) && known(peak)) out.push_back({.mean_aps = *mean, .peak_aps = std::max(*mean, *peak)});
  }
  return out;
}

double minutes_above_limit_share(const past_hour& hour, double limit_aps) {
  const auto [mean, peak] = hour;
  if (peak <= limit_aps) return 0;
  const double low = 2 * mean - peak;
  if (low >= limit_aps) return 1;
  // Spread over [max(low, 0), peak]; where low is negative the busy minutes are a part of the hour only.
  const double busy_share = low >= 0 ? 1 : 2 * mean / peak;
  return busy_share * (peak - limit_aps) / (peak - std::max(low, 0.0));
}

double above_limit_aps(const past_hour& hour, double limit_aps) {
  const auto [mean, peak] = hour;
  if (2 * mean - peak >= limit_aps) return std::max(0.0, mean - limit_aps);
  return minutes_above_limit_share(hour, limit_aps) * (peak - limit_aps) / 2;
}

double objective_aps(const std::vector<past_hour>& hours, const held_capacity& held) {
  double sum = 0;
  for (const past_hour& hour : hours) {
    sum += cost::hour_bill_actions(hour.mean_aps * 3600, held.choice.rung()) / 3600;
    sum += held.throttle_cost * above_limit_aps(hour, held.limit_aps);
  }
  return sum / static_cast<double>(hours.size());
}

double share_above_limit(const std::vector<past_hour>& hours, double limit_aps) {
  double all = 0, above = 0;
  for (const past_hour& hour : hours) {
    all += hour.mean_aps;
    above += above_limit_aps(hour, limit_aps);
  }
  return all > 0 ? above / all : 0;
}

}  // namespace headroom::plan
