#include "headroom/plan/week_cost.h"

#include <algorithm>
#include <optional>

#include "headroom/cost/hour_bill.h"
#include "headroom/plan/past_hours.h"
#include "headroom/plan/week_scenarios.h"

namespace headroom::plan {
namespace {

constexpr double seconds_per_hour = 3600;
constexpr double likely_level = 0.5;

// The worst that any limit does in one scenario, as shares of the hour's work and minutes.
struct scenario_throttling {
  double work_share = 0, minutes_share = 0;
};

std::size_t place_of(const std::vector<double>& levels, double level) {
  const auto above = std::ranges::upper_bound(levels, level);
  return above == levels.begin() ? 0 : static_cast<std::size_t>(above - levels.begin()) - 1;
}

// By the past hours like this one; empty where they say nothing of that capacity.
std::optional<expected_outcome> by_past_hours(const week_case& in, std::size_t h, const capacity& held) {
  if (in.prospects.empty()) return std::nullopt;
  const hour_prospect& hour = in.prospects[h];
  const auto rung = std::ranges::lower_bound(hour.rungs, held.rung(), {}, &rung_prospect::trus);
  if (rung == hour.rungs.end() || rung->trus != held.rung()) return std::nullopt;
  return expected_outcome{.billed_actions = rung->billed_actions,
                          .idle_actions = std::max(0.0, rung->billed_actions - hour.used_actions),
                          .throttled_actions = rung->throttled_actions,
                          .throttled_minutes = rung->throttled_minutes,
                          .throttle_chance = rung->throttle_chance};
}

}  // namespace

double peak_at(const week_case& in, std::size_t row, std::size_t h, double level) {
  return in.rows[row].hours[h].peak_per_s[place_of(in.levels, level)];
}

expected_outcome expect_hour(const week_case& in, std::size_t h, const capacity& held) {
  if (const auto expected = by_past_hours(in, h, held)) return *expected;
  const auto actions = scenarios_of(in.levels, in.rows.front().hours[h]);
  std::vector<scenario_throttling> worst(actions.size());
  for (std::size_t row = 0; row < in.rows.size(); ++row) {
    const auto limit = limit_in_hour(in, row, h, held);
    if (!limit) continue;
    const auto scenarios = scenarios_of(in.levels, in.rows[row].hours[h]);
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
      const past_hour& load = scenarios[s].load;
      if (!(load.mean_aps > 0)) continue;
      worst[s].work_share = std::max(worst[s].work_share, above_limit_aps(load, *limit) / load.mean_aps);
      worst[s].minutes_share = std::max(worst[s].minutes_share, minutes_above_limit_share(load, *limit));
    }
  }
  expected_outcome out;
  for (std::size_t s = 0; s < actions.size(); ++s) {
    const double weight = actions[s].weight;
    const double used = actions[s].load.mean_aps * seconds_per_hour;
    const double billed = cost::hour_bill_actions(used, held.rung());
    out.billed_actions += weight * billed;
    out.idle_actions += weight * (billed - used);
    out.throttled_actions += weight * worst[s].work_share * used;
    out.throttled_minutes += weight * worst[s].minutes_share * 60;
    if (worst[s].minutes_share > 0) out.throttle_chance += weight;
  }
  return out;
}

double objective_of(const week_case& in, const expected_outcome& expected) {
  return expected.billed_actions + in.terms.throttle_cost * expected.throttled_actions;
}

double likely_use_at_turn(const week_case& in, std::size_t h, const capacity& held) {
  const std::size_t likely = place_of(in.levels, likely_level);
  const double minutes = in.terms.reaction_minutes;
  const double reach = minutes > 1 ? (minutes - 1) / (minutes + 1) : 0;
  double worst = 0;
  for (std::size_t row = 0; row < in.rows.size(); ++row) {
    const auto limit = limit_in_hour(in, row, h, held);
    if (!limit || !(*limit > 0)) continue;
    const row_outlook& hour = in.rows[row].hours[h];
    const double mean = hour.mean_per_s[likely];
    const double peak = std::max(mean, hour.peak_per_s[likely]);
    worst = std::max(worst, (mean + (peak - mean) * reach) / *limit);
  }
  return worst;
}

limit_use tightest_in_hour(const week_case& in, std::size_t h, const capacity& held, double level) {
  limit_use out;
  for (std::size_t row = 0; row < in.rows.size(); ++row) {
    const auto limit = limit_in_hour(in, row, h, held);
    if (!limit || !(*limit > 0)) continue;
    const double share = peak_at(in, row, h, level) / *limit;
    if (share > out.share) out = {.row = row, .share = share};
  }
  return out;
}

void add_to(expected_outcome& sum, const expected_outcome& hour) {
  sum.billed_actions += hour.billed_actions;
  sum.idle_actions += hour.idle_actions;
  sum.throttled_actions += hour.throttled_actions;
  sum.throttled_minutes += hour.throttled_minutes;
  sum.throttle_chance = std::max(sum.throttle_chance, hour.throttle_chance);
}

}  // namespace headroom::plan
