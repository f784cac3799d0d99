#include "headroom/plan/month_bill.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "headroom/cost/hour_bill.h"

namespace headroom::plan {
namespace {

constexpr std::size_t fewest_hours = 24;

std::vector<double> known_hours(const load_history* history) {
  std::vector<double> out;
  if (!history || history->step_minutes != 60) return out;
  for (const auto& mean : history->mean_aps) {
    if (mean && std::isfinite(*mean) && *mean >= 0) out.push_back(*mean);
  }
  return out;
}

}  // namespace

double hourly_load::average_aps() const {
  return std::accumulate(mean_aps.begin(), mean_aps.end(), 0.0) / static_cast<double>(mean_aps.size());
}

double hourly_load::lower_quartile_aps() const {
  auto sorted = mean_aps;
  const auto quarter = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 4);
  std::ranges::nth_element(sorted, quarter);
  return *quarter;
}

hourly_load load_of(const namespace_snapshot& seen, const load_history* history, double replica_factor) {
  hourly_load out;
  out.mean_aps = known_hours(history);
  if (out.mean_aps.size() < fewest_hours) out.mean_aps = {seen.actions.count_per_s.value_or(0)};
  if (seen.standby_aps.value_or(0) > 0) out.factor = replica_factor;
  return out;
}

std::int64_t billed_per_month(const hourly_load& load, const capacity& held) {
  double actions = 0;
  for (const double aps : load.mean_aps) actions += cost::hour_bill_actions(aps * 3600, held.rung());
  const double month = actions / static_cast<double>(load.mean_aps.size()) * hours_per_month * load.factor;
  return std::llround(std::clamp(month, 0.0, static_cast<double>(cost::action_tariff::most_actions)));
}

std::int64_t billed_now(const namespace_snapshot& seen, const account_price& account, const load_history* history) {
  return billed_per_month(load_of(seen, history, account.high_availability_factor), *seen.current);
}

month_price price_month(const account_price& account, const month_actions& actions) {
  const std::int64_t rest = std::max<std::int64_t>(0, account.actions_per_month - actions.billed_now);
  const usd_micros total = account.tariff.cost_of_more(rest, actions.billed);
  return {.cost = total,
          .idle_premium = total - account.tariff.cost_of_more(rest, std::min(actions.used, actions.billed))};
}

}  // namespace headroom::plan
