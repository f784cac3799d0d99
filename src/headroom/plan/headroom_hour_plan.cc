#include "headroom/plan/headroom_hour_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "headroom/plan/headroom_blur.h"

namespace headroom::plan {
namespace {

constexpr std::int64_t hour = 60, day = 1440, week = 7 * day;
constexpr std::size_t week_hours = 168;
constexpr std::size_t last_few_hours = 6;
constexpr std::array<std::int64_t, 5> jitters{-30, -15, 0, 15, 30};
constexpr std::size_t like_states = 32, like_bursts = 16;
constexpr double notable_minutes = 0.3;        // of an hour, expected to be throttled
constexpr float like_days_weight = 0.25F;      // of how the same hours went a day and a week before
constexpr float day_time_weight = 0.1F / 240;  // of a minute apart in the day, against squared logarithms

double sum_of(std::span<const double> loads) { return std::accumulate(loads.begin(), loads.end(), 0.0); }

}  // namespace

void hour_plan::expectation::add(const by_rung& actions, const by_rung& throttled_minutes, double more_weight) {
  for (std::size_t r = 0; r < actions.size(); ++r) {
    cost.actions[r] += more_weight * actions[r];
    cost.throttled_minutes[r] += more_weight * throttled_minutes[r];
  }
  weight += more_weight;
}

void hour_plan::expectation::to_mean() {
  for (double& a : cost.actions) a /= weight;
  for (double& m : cost.throttled_minutes) m /= weight;
}

std::size_t hour_plan::choose(const load_log& log, burst_recurrence& bursts, std::int64_t start,
                              const past_success& success, const hour_terms& terms) {
  before_ = std::exchange(now_, {.start = start});
  now_.rung.fill(no_advice);
  const auto all = scenarios_for(log, bursts, start);
  std::array<expectation, ways> expected{};
  for (std::size_t w = 0; w < ways; ++w) {
    expected[w] = expect(w, all[w], log, success.reaction, terms);
    if (expected[w].weight > 0) now_.rung[w] = cheapest_rung(expected[w].cost.actions, terms.on_demand_limit_aps);
  }
  const auto weights = record_.weights(log.time_of(start), now_.rung);
  expectation mixed;
  for (std::size_t w = 0; w < ways; ++w) {
    if (weights[w] > 0) mixed.add(expected[w].cost.actions, expected[w].cost.throttled_minutes, weights[w]);
  }
  if (mixed.weight == 0) return 0;  // nothing is known yet
  mixed.to_mean();
  return safest_near(mixed.cost, success.safety_premium, terms.on_demand_limit_aps);
}

hour_plan::expectation hour_plan::expect(std::size_t way, std::span<const scenario> seen, const load_log& log,
                                         double reaction, const hour_terms& terms) const {
  expectation out;
  for (const auto& s : seen) {
    for (const auto& blur : load_blurs) {
      const auto cost = cost_of_path(log.part(s.from, hour), blur.scale * s.scale, terms);
      out.add(cost.held, cost.throttled_minutes, blur.weight * s.weight * (1 - reaction));
      out.add(cost.reacted, cost.throttled_minutes, blur.weight * s.weight * reaction);
    }
  }
  for (const auto& past : hours_taken_by(way)) out.add(past.actions, past.throttled_minutes, 1);
  if (out.weight > 0) out.to_mean();
  return out;
}

// The rung that costs least, or one that allows more, throttles notably less and costs hardly more.
std::size_t hour_plan::safest_near(const hour_cost& cost, double premium, double on_demand_limit_aps) {
  const auto limit_aps = [&](std::size_t r) { return rung_limit_aps(r, on_demand_limit_aps); };
  const std::size_t cheapest = cheapest_rung(cost.actions, on_demand_limit_aps);
  std::size_t best = cheapest;
  for (std::size_t r = 0; r < cost.actions.size(); ++r) {
    const double spared_minutes = cost.throttled_minutes[cheapest] - cost.throttled_minutes[r];
    if (cost.actions[r] <= (1 + premium) * cost.actions[cheapest] && spared_minutes > notable_minutes &&
        limit_aps(r) > limit_aps(best))
      best = r;
  }
  return best;
}

void hour_plan::learn(const load_log& log, std::int64_t start, const hour_cost& cost) {
  if (last_hours_.size() == week_hours) last_hours_.erase(last_hours_.begin());
  last_hours_.push_back(cost);
  static constexpr advice silent = [] {
    advice out;
    out.rung.fill(no_advice);
    return out;
  }();
  const advice& given = now_.start == start ? now_ : before_.start == start ? before_ : silent;
  record_.learn(log.time_of(start), cost.actions, given.rung);
}

std::span<const hour_cost> hour_plan::hours_taken_by(std::size_t way) const {
  const std::size_t hours = way == any_hour ? week_hours : way == last_hours ? last_few_hours : 0;
  return std::span(last_hours_).last(std::min(hours, last_hours_.size()));
}

hour_plan::scenarios hour_plan::scenarios_for(const load_log& log, burst_recurrence& bursts, std::int64_t start) {
  scenarios out;
  const auto newest = log.end() - hour;
  if (log.has(newest, hour)) {
    out[lately].push_back({newest, 1});
    out[all_together].push_back({newest, 4});
    add_same_states(out[same_state], log, start, 0);
    add_same_states(out[same_state_and_days], log, start, like_days_weight);
  }
  if (log.has(newest - hour, hour)) out[lately].push_back({newest - hour, 0.5});
  add_same_hours(out, log, start);
  add_bursts(out[since_last_burst], log, bursts, start);
  add_periods(out, log, bursts, start);
  return out;
}

void hour_plan::add_same_hours(scenarios& to, const load_log& log, std::int64_t start) {
  const auto newest = log.end() - hour;
  const auto add = [&](way w, std::int64_t from, double weight, double scale = 1) {
    if (log.has(from, hour)) to[w].push_back({from, weight, scale});
  };
  for (std::int64_t ago = day; ago <= week; ago += day) {
    add(same_hour, start - ago, 1);
    for (const auto jitter : jitters) add(all_together, start - ago + jitter, 1.0 / jitters.size());
    if (!log.has(newest - ago, hour)) continue;
    // Both means plus ten actions a second, so that next to nothing over nothing is no growth.
    const double growth = (sum_of(log.part(newest, hour)) + 600) / (sum_of(log.part(newest - ago, hour)) + 600);
    add(same_hour_at_this_level, start - ago, 1, std::clamp(growth, 0.4, 2.5));
  }
  for (std::int64_t ago = week; ago <= 4 * week; ago += week) {
    // One week ago alone proves no weekly habit.
    if (log.has(start - 2 * week, hour)) add(same_weekday, start - ago, 1);
    add(all_together, start - ago, 2);
  }
  for (std::int64_t ago = day; ago <= 4 * week; ago += day) {
    if (is_weekend(log.time_of(start - ago)) == is_weekend(log.time_of(start))) add(same_kind_of_day, start - ago, 1);
  }
}

// Only bursts that were followed by as long a calm as there is now.
void hour_plan::add_bursts(std::vector<scenario>& to, const load_log& log, const burst_recurrence& bursts,
                           std::int64_t start) {
  const auto onsets = bursts.onsets();
  if (onsets.empty()) return;
  const auto calm = log.end() - onsets.back();
  for (std::size_t i = onsets.size() - 1; i-- > 0 && to.size() < like_bursts;) {
    const auto from = onsets[i] + start - onsets.back();
    if (onsets[i + 1] - onsets[i] >= calm && log.has(from, hour)) to.push_back({from, 1});
  }
}

void hour_plan::add_periods(scenarios& to, const load_log& log, burst_recurrence& bursts, std::int64_t start) {
  std::size_t w = first_period;
  for (const int period : bursts.periods_minutes()) {
    // The latest four times that are wholly known; a short period may have begun several times since.
    std::int64_t ago = period;
    while (start - ago + hour + 6 > log.end()) ago += period;
    for (int times = 0; times < 4; ++times, ago += period) {
      for (const std::int64_t jitter : {-4, 0, 4}) {
        if (log.has(start - ago + jitter, hour)) to[w].push_back({start - ago + jitter, jitter == 0 ? 2.0 : 1.0});
      }
    }
    ++w;
  }
}

// Hours that followed a moment like this one, at the same minute of an hour.
void hour_plan::add_same_states(std::vector<scenario>& to, const load_log& log, std::int64_t start, float days_weight) {
  const auto now = log.end() - 1;
  std::vector<std::pair<float, std::int64_t>> found;
  for (auto back = 2 * hour; now - back >= log.begin() + hour; back += hour) {
    float unlike = load_log::distance(log.state_at(now - back), log.state_at(now)) +
                   day_time_weight * static_cast<float>(std::min(back % day, day - back % day));
    for (const auto ago : {day, week}) {
      if (days_weight == 0 || !log.has(start - back - ago, hour)) continue;
      unlike += days_weight * load_log::distance(log.hour_at(start - back - ago), log.hour_at(start - ago));
    }
    found.emplace_back(unlike, start - back);
  }
  const auto best = found.begin() + static_cast<std::ptrdiff_t>(std::min(like_states, found.size()));
  std::partial_sort(found.begin(), best, found.end());
  for (auto it = found.begin(); it != best; ++it) to.push_back({it->second, 1});
}

}  // namespace headroom::plan
