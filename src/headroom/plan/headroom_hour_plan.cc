#include "headroom/plan/headroom_hour_plan.h"

#include <algorithm>
#include <utility>

#include "headroom/plan/headroom_blur.h"
#include "headroom/plan/headroom_superposition.h"

namespace headroom::plan {
namespace {

constexpr std::int64_t hour = 60;
constexpr double notable_minutes = 0.3;  // of an hour, expected to be throttled

}  // namespace

void hour_plan::expectation::add(const by_rung& actions, const by_rung& throttled_minutes, double more_weight) {
  for (std::size_t r = 0; r < actions.size(); ++r) {
    cost.actions[r] += more_weight * actions[r];
    cost.throttled_minutes[r] += more_weight * throttled_minutes[r];
  }
  weight += more_weight;
}

void hour_plan::expectation::add_blurred(std::span<const double> path_aps, const past_stretch& as, double reaction,
                                         const hour_terms& terms) {
  for (const auto& blur : load_blurs) {
    const auto path = cost_of_path(path_aps, blur.scale * as.scale, terms);
    add(path.held, path.throttled_minutes, blur.weight * as.weight * (1 - reaction));
    add(path.reacted, path.throttled_minutes, blur.weight * as.weight * reaction);
  }
}

void hour_plan::expectation::to_mean() {
  for (double& a : cost.actions) a /= weight;
  for (double& m : cost.throttled_minutes) m /= weight;
}

std::size_t hour_plan::choose(const load_log& log, burst_recurrence& bursts, std::int64_t start,
                              const past_success& success, const hour_terms& terms) {
  before_ = std::exchange(now_, {.start = start});
  now_.rung.fill(no_advice);
  const auto all = stretches_for(load_view(log), bursts, start);
  const auto at_once = all_periods_at_once(load_view(log), bursts, start);
  std::array<expectation, hour_ways> expected{};
  for (std::size_t w = 0; w < hour_ways; ++w) {
    expected[w] = expect(w, all[w], log, success.reaction, terms);
    if (w == place_of(hour_way::all_periods) && !at_once.empty()) {
      expected[w].add_blurred(at_once, {.weight = 1}, success.reaction, terms);
      expected[w].to_mean();
    }
    if (expected[w].weight > 0) now_.rung[w] = cheapest_rung(expected[w].cost.actions, terms.on_demand_limit_aps);
  }
  const auto weights = record_.weights(log.time_of(start), now_.rung);
  expectation mixed;
  for (std::size_t w = 0; w < hour_ways; ++w) {
    if (weights[w] > 0) mixed.add(expected[w].cost.actions, expected[w].cost.throttled_minutes, weights[w]);
  }
  if (mixed.weight == 0) return 0;  // nothing is known yet
  mixed.to_mean();
  return safest_near(mixed.cost, success.safety_premium, terms.on_demand_limit_aps);
}

hour_plan::expectation hour_plan::expect(std::size_t way, std::span<const past_stretch> seen, const load_log& log,
                                         double reaction, const hour_terms& terms) const {
  expectation out;
  for (const auto& s : seen) out.add_blurred(log.part(s.from, hour), s, reaction, terms);
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
  if (std::ssize(last_hours_) == week_of_hours) last_hours_.erase(last_hours_.begin());
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
  const auto hours = way == place_of(hour_way::any_hour)     ? week_of_hours
                     : way == place_of(hour_way::last_hours) ? last_few_hours
                                                             : 0;
  return std::span(last_hours_).last(std::min(static_cast<std::size_t>(hours), last_hours_.size()));
}

}  // namespace headroom::plan
