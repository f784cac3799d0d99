#include "headroom/plan/week_stretch_cost.h"

#include <algorithm>
#include <utility>

#include "headroom/cost/hour_bill.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/headroom_blur.h"

namespace headroom::plan {
namespace {

constexpr std::size_t hour = 60;
constexpr std::size_t last_minutes = 2;  // of an hour, for which a raise is not worth counting on

void add_weighed(rung_prospect& to, const rung_prospect& more, double weight) {
  to.billed_actions += weight * more.billed_actions;
  to.throttled_actions += weight * more.throttled_actions;
  to.throttled_minutes += weight * more.throttled_minutes;
  to.throttle_chance += weight * more.throttle_chance;
}

}  // namespace

void prospect_sum::add(const prospect_sum& more, double more_weight, std::size_t first) {
  weight += more_weight * more.weight;
  used_actions += more_weight * more.used_actions;
  for (std::size_t r = first; r < by_rung.size(); ++r) {
    by_rung[r].trus = more.by_rung[r].trus;
    add_weighed(by_rung[r], more.by_rung[r], more_weight);
  }
}

hour_prospect prospect_sum::mean() const {
  hour_prospect out{.used_actions = used_actions / weight, .rungs = {}};
  for (const rung_prospect& sum : by_rung) {
    rung_prospect one{.trus = sum.trus};
    add_weighed(one, sum, 1 / weight);
    out.rungs.push_back(one);
  }
  return out;
}

stretch_cost::stretch_cost(const load_log& actions, std::vector<other_limit> others, std::vector<int> trus,
                           on_demand_limits usual, const stretch_terms& terms)
    : actions_(actions),
      others_(std::move(others)),
      trus_(std::move(trus)),
      usual_(std::move(usual)),
      terms_(terms),
      held_(trus_.size()),
      place_of_(static_cast<std::size_t>(actions.end() - actions.begin()), -1) {}

std::optional<double> stretch_cost::other_limit_of(std::size_t other, int trus, const on_demand_limits& limits) const {
  if (trus == 0) return limits.others_per_s[other];
  return cost::limit_per_tru(others_[other].kind) * trus;
}

void stretch_cost::hold(held_hour& out, std::size_t place, std::int64_t from, double scale,
                        const on_demand_limits& limits) const {
  const int trus = trus_[place];
  const auto loads = actions_.part(from, hour);
  const double limit = trus == 0 ? limits.actions_aps : cost::aps_per_tru * static_cast<double>(trus);
  out.throttled_from.fill(0);
  out.minutes_from.fill(0);
  out.first_over = loads.size();
  for (std::size_t i = loads.size(); i-- > 0;) {
    const double load = scale * loads[i];
    double share = load > limit ? 1 - limit / load : 0;
    for (std::size_t o = 0; o < others_.size(); ++o) {
      const auto most = other_limit_of(o, trus, limits);
      const double other = scale * others_[o].per_s[static_cast<std::size_t>(from) + i];
      if (most && other > *most) share = std::max(share, 1 - *most / other);
    }
    out.throttled_from[i] = out.throttled_from[i + 1] + 60 * share * load;
    out.minutes_from[i] = out.minutes_from[i + 1] + (share > 0 ? 1 : 0);
    if (share > 0) out.first_over = i;
  }
}

void stretch_cost::add_rungs(prospect_sum& to, std::size_t end, std::int64_t from, double scale, double weight,
                             const on_demand_limits& limits) {
  const bool reacts = terms_.reaction_share > 0;
  const std::size_t asked = reacts ? trus_.size() : end;
  double sum_aps = 0, peak_aps = 0;
  for (const double load : actions_.part(from, hour)) {
    sum_aps += load;
    peak_aps = std::max(peak_aps, load);
  }
  // Most stretches stay below most limits.
  const auto covers = [&](int trus) {
    return others_.empty() && scale * peak_aps <= (trus == 0 ? limits.actions_aps : cost::aps_per_tru * 1.0 * trus);
  };
  for (std::size_t r = 0; r < asked; ++r) {
    held_[r].billed_actions = cost::hour_bill_actions(60 * scale * sum_aps, trus_[r]);
    if (!covers(trus_[r])) {
      hold(held_[r], r, from, scale, limits);
    } else if (held_[r].first_over < hour) {
      held_[r] = {.billed_actions = held_[r].billed_actions};
    }
  }
  for (std::size_t r = 0; r < end; ++r) {
    const held_hour& held = held_[r];
    rung_prospect as_held{.billed_actions = held.billed_actions,
                          .throttled_actions = held.throttled_from[0],
                          .throttled_minutes = static_cast<double>(held.minutes_from[0]),
                          .throttle_chance = held.minutes_from[0] > 0 ? 1.0 : 0.0};
    to.by_rung[r].trus = trus_[r];
    const std::size_t raised = held.first_over + static_cast<std::size_t>(terms_.reaction_minutes);
    if (!reacts || raised + last_minutes >= hour) {
      add_weighed(to.by_rung[r], as_held, weight);
      continue;
    }
    rung_prospect best = as_held;
    for (std::size_t q = r + 1; q < trus_.size(); ++q) {
      const rung_prospect raise{
          .billed_actions = held_[q].billed_actions,
          .throttled_actions = held.throttled_from[0] - held.throttled_from[raised] + held_[q].throttled_from[raised],
          .throttled_minutes =
              static_cast<double>(held.minutes_from[0] - held.minutes_from[raised] + held_[q].minutes_from[raised]),
          .throttle_chance = as_held.throttle_chance};
      if (objective(raise) < objective(best)) best = raise;
    }
    add_weighed(to.by_rung[r], as_held, weight * (1 - terms_.reaction_share));
    add_weighed(to.by_rung[r], best, weight * terms_.reaction_share);
  }
}

double stretch_cost::objective(const rung_prospect& rung) const {
  return rung.billed_actions + terms_.throttle_cost * rung.throttled_actions;
}

void stretch_cost::add_seen(prospect_sum& to, std::int64_t from, double scale, double weight,
                            const on_demand_limits& limits) {
  to.weight += weight;
  for (const double load : actions_.part(from, hour)) to.used_actions += weight * 60 * scale * load;
  add_rungs(to, trus_.size(), from, scale, weight, limits);
}

const prospect_sum& stretch_cost::usually(std::int64_t from) {
  auto& place = place_of_[static_cast<std::size_t>(from - actions_.begin())];
  if (place < 0) {
    place = static_cast<std::int32_t>(sums_.size());
    sums_.emplace_back(trus_.size());
    for (const auto& blur : load_blurs) add_seen(sums_.back(), from, blur.scale, blur.weight, usual_);
  }
  return sums_[static_cast<std::size_t>(place)];
}

void stretch_cost::add_blurred(prospect_sum& to, const past_stretch& stretch, const on_demand_limits& limits) {
  if (stretch.scale != 1) {
    for (const auto& blur : load_blurs) {
      add_seen(to, stretch.from, blur.scale * stretch.scale, blur.weight * stretch.weight, limits);
    }
    return;
  }
  const prospect_sum& sum = usually(stretch.from);
  const bool other_limits = trus_.front() == 0 && limits != usual_;
  to.add(sum, stretch.weight, other_limits ? 1 : 0);
  if (!other_limits) return;
  for (const auto& blur : load_blurs) {
    add_rungs(to, 1, stretch.from, blur.scale, blur.weight * stretch.weight, limits);
  }
}

}  // namespace headroom::plan
