#include "headroom/plan/snapshot_rule.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "headroom/cost/hour_bill.h"

namespace headroom::plan {
namespace {

// A raise that adds no more than this share to the namespace's bill needs no further reason.
constexpr double cheap_share = 0.1;

bool is_tight(const checked_row& row) { return row.used_share() >= raise_from_share; }

double actions_limit(const snapshot_case& c, const capacity& choice) {
  return c.limit(c.actions(), choice).value_or(0);
}

// --- the week -------------------------------------------------------------------------------------------------------

// A choice must beat what is there by this much over the past hours, or it is not worth the change.
constexpr double least_gain_share = 0.05;

bool gains(const snapshot_case& c, const capacity& choice) {
  const double now = c.week_objective(c.now);
  return now - c.week_objective(choice) > least_gain_share * now;
}

// What the past hours would have been best served with; the capacity held now unless another clearly beats it.
capacity best_of_week(const snapshot_case& c) {
  capacity best = c.now;
  for (const capacity& choice : c.choices) {
    const bool known =
        std::ranges::all_of(c.rows, [&](const checked_row& row) { return c.limit(row, choice).has_value(); });
    if (known && gains(c, choice) && c.week_objective(choice) < c.week_objective(best)) best = choice;
  }
  return best;
}

// --- raising -------------------------------------------------------------------------------------------------------

// Whether a limit is wide enough for a row that is throttled, tight or neither. A throttled row needs more than it has,
// whatever its minute average says: bursts hide inside the minute.
bool wide_enough(const checked_row& row, double limit_per_s) {
  if (row.throttled()) return limit_per_s > row.limit_per_s && row.demand_per_s() <= size_to_share * limit_per_s;
  if (is_tight(row)) return row.count_per_s <= size_to_share * limit_per_s;
  return row.count_per_s < raise_from_share * limit_per_s;
}

bool covers(const snapshot_case& c, const capacity& choice) {
  return std::ranges::all_of(c.rows, [&](const checked_row& row) {
    const auto limit = c.limit(row, choice);
    return limit && wide_enough(row, *limit);
  });
}

// Idle TRUs, in actions per second, at the load that may be counted on.
double lasting_idle_aps(const snapshot_case& c, const capacity& choice) {
  return std::max(0.0, cost::hour_floor_actions(choice.rung()) / 3600 - c.lasting_aps);
}

// The least idle choice that covers every row, and of those that cost the same the one with the most headroom.
std::optional<capacity> best_cover(const snapshot_case& c) {
  std::optional<capacity> best;
  for (const capacity& choice : c.choices) {
    if (!covers(c, choice)) continue;
    const auto rank = [&](const capacity& x) { return std::tuple(lasting_idle_aps(c, x), -actions_limit(c, x)); };
    if (!best || rank(choice) < rank(*best)) best = choice;
  }
  return best;
}

// Where nothing covers: the choice that widens the tightest limit most without cutting into any other row's load.
std::optional<capacity> widest(const snapshot_case& c) {
  const checked_row& row = tightest(c.rows);
  const auto holds_rest = [&](const capacity& choice) {
    return std::ranges::all_of(c.rows, [&](const checked_row& r) {
      const auto limit = c.limit(r, choice);
      return limit && r.count_per_s <= *limit;
    });
  };
  std::optional<capacity> best;
  double best_limit = row.limit_per_s;
  for (const capacity& choice : c.choices) {
    const double limit = c.limit(row, choice).value_or(0);
    if (limit > best_limit && holds_rest(choice)) {
      best = choice;
      best_limit = limit;
    }
  }
  return best;
}

// Whether a raise earns what it costs: it is cheap, or a limit is about to be hit, or the throttling that it ends costs
// as much by throttle_cost. Dollars stand for billed actions on both sides, so their price cancels out.
bool worth(const snapshot_case& c, const capacity& choice) {
  const capacity_option& now = c.option(c.now);
  const capacity_option& then = c.option(choice);
  const double extra = usd(then.cost_per_month - now.cost_per_month);
  if (extra <= cheap_share * usd(now.cost_per_month)) return true;
  const checked_row& row = tightest(c.rows);
  if (!row.throttled()) return row.used_share() >= urgent_share;
  if (row.demand_per_s() >= urgent_share * row.limit_per_s) return true;
  const double extra_aps = std::max(0.0, cost::hour_floor_actions(choice.rung()) / 3600 - c.actions().count_per_s);
  return c.throttle_cost * *row.throttled_per_s >= extra_aps;
}

snapshot_decision raise(const snapshot_case& c) {
  const bool throttled = c.any_throttled();
  snapshot_decision out{.advised = c.now, .enough = false, .state = state_of(c)};
  // Throttling is a fact; a share of one minute is a sign.
  out.trust = throttled ? confidence::high : confidence::medium;
  const auto cover = best_cover(c);
  const auto choice = cover ? cover : widest(c);
  if (!choice) {
    out.found = throttled ? finding::throttled_at_most : finding::tight_at_most;
  } else if (!worth(c, *choice)) {
    out.found = throttled ? finding::throttled_not_worth : finding::tight_not_worth;
    out.not_worth = choice;
    out.trust = confidence::medium;
  } else {
    out.found = throttled ? finding::throttled : finding::tight;
    out.advised = *choice;
    out.enough = cover.has_value();
    if (!c.has_week()) return out;
    const capacity best = best_of_week(c);
    if (actions_limit(c, best) > actions_limit(c, out.advised)) out.advised = best;
  }
  return out;
}

// --- lowering ------------------------------------------------------------------------------------------------------

// Whether a choice holds the load with so much room that one calm minute may be believed: half of each limit free, the
// history's peak under 80 %, and the week's 90th percentile (that the envelope gives away) too.
bool rows_clearly_hold(const snapshot_case& c, const capacity& choice) {
  return std::ranges::all_of(c.rows, [&](const checked_row& row) {
    const auto limit = c.limit(row, choice);
    return limit && row.count_per_s <= lower_up_to_share * *limit;
  });
}

bool clearly_holds(const snapshot_case& c, const capacity& choice) {
  const double known_peak_aps = std::max(c.peak_aps.value_or(0), c.week_p90_at_least_aps.value_or(0));
  return rows_clearly_hold(c, choice) && known_peak_aps <= raise_from_share * actions_limit(c, choice);
}

// One calm minute says little about the hours to come; a week of peaks says much.
confidence trust_of_history(const snapshot_case& c) {
  constexpr double day = 24, most_of_a_week = 6 * 24;
  if (c.history_hours >= most_of_a_week) return confidence::high;
  return c.history_hours >= day ? confidence::medium : confidence::low;
}

std::optional<capacity> best_saving(const snapshot_case& c) {
  const usd_micros now = c.option(c.now).cost_per_month;
  std::optional<capacity> best;
  for (const capacity& choice : c.choices) {
    const usd_micros cost = c.option(choice).cost_per_month;
    if (now - cost < least_saving_per_month || !clearly_holds(c, choice)) continue;
    const auto rank = [&](const capacity& x) { return std::tuple(c.option(x).cost_per_month, -actions_limit(c, x)); };
    if (!best || rank(choice) < rank(*best)) best = choice;
  }
  return best;
}

snapshot_decision lower(const snapshot_case& c) {
  // Unknown throttling may be any: nothing is taken away on it.
  const bool known_calm = c.actions().throttled_per_s.has_value();
  const auto choice = known_calm ? best_saving(c) : std::nullopt;
  if (!choice) {
    return {.advised = c.now, .found = finding::idle_kept, .state = verdict::fine, .trust = confidence::low};
  }
  return {.advised = *choice, .found = finding::idle, .state = verdict::overpaying, .trust = trust_of_history(c)};
}

// --- holding -------------------------------------------------------------------------------------------------------

snapshot_decision hold(const snapshot_case& c) {
  const double share = tightest(c.rows).used_share();
  const bool sure = share <= lower_up_to_share && c.actions().throttled_per_s &&
                    c.peak_aps.value_or(0) < raise_from_share * c.actions().limit_per_s;
  return {.advised = c.now,
          .found = c.now.mode() == capacity_mode::provisioned ? finding::paid_for : finding::covered,
          .state = state_of(c),
          .trust = sure ? confidence::high : confidence::medium};
}

// The user's bounds come first: the best cover within them, or as much as they allow.
snapshot_decision move_within_bounds(const snapshot_case& c) {
  snapshot_decision out{.advised = c.now, .found = finding::nothing_within_bounds, .state = state_of(c)};
  if (c.choices.empty()) return out;
  const auto cover = best_cover(c);
  out.found = finding::outside_bounds;
  out.advised = cover.value_or(c.choices.back());
  out.enough = cover.has_value();
  out.trust = confidence::high;
  return out;
}

// A calm minute of a namespace whose past hours are known: they decide, within what the minute allows.
snapshot_decision by_week(const snapshot_case& c) {
  const capacity best = best_of_week(c);
  const bool more = actions_limit(c, best) > actions_limit(c, c.now);
  const bool allowed = more || (c.actions().throttled_per_s && rows_clearly_hold(c, best));
  if (best == c.now || !allowed) {
    auto out = hold(c);
    if (out.state == verdict::overpaying) out = {.advised = c.now, .found = finding::idle_kept, .state = verdict::fine};
    out.trust = trust_of_history(c);
    return out;
  }
  // Saving at the price of some throttling is the objective's choice, not everybody's.
  const bool clean = share_above_limit(c.week, actions_limit(c, best)) == 0;
  return {.advised = best,
          .found = more ? finding::week_asks_more : finding::idle,
          .state = more ? verdict::near_limit : verdict::overpaying,
          .trust = clean ? trust_of_history(c) : std::min(trust_of_history(c), confidence::medium)};
}

bool pays_for_idle(const snapshot_case& c) { return c.option(c.now).idle_premium_per_month >= least_saving_per_month; }

}  // namespace

verdict state_of(const snapshot_case& c) {
  if (c.any_throttled()) return verdict::throttled;
  if (std::ranges::any_of(c.rows, is_tight)) return verdict::near_limit;
  return pays_for_idle(c) ? verdict::overpaying : verdict::fine;
}

snapshot_decision decide(const snapshot_case& c) {
  if (c.change_in_progress) {
    return {.advised = c.now, .found = finding::change_in_progress, .state = state_of(c), .trust = confidence::medium};
  }
  if (!c.now_within_bounds) return move_within_bounds(c);
  switch (state_of(c)) {
    case verdict::throttled:
    case verdict::near_limit:
      return raise(c);
    case verdict::overpaying:
      return c.has_week() ? by_week(c) : lower(c);
    case verdict::fine:
    case verdict::unknown:
      break;
  }
  return c.has_week() ? by_week(c) : hold(c);
}

}  // namespace headroom::plan
