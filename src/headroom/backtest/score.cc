#include "headroom/backtest/score.h"

#include <algorithm>

#include "headroom/backtest/effect_cursor.h"
#include "headroom/cost/hour_bill.h"

namespace headroom::backtest {
namespace {

struct hour_outcome {
  throttling above;
  int highest_trus = 0;
};

// An hour in which the capacity changes, in pieces of one capacity each.
hour_outcome outcome_in_pieces(const workload& load, std::size_t h, effect_cursor& cursor) {
  const workload_hour& hour = load.hours[h];
  const utc_minute begin = load.start_of_hour(h);
  hour_outcome out;
  for (std::int64_t from = 0; from < 60;) {
    cursor.advance_to(begin + from);
    const std::int64_t to = std::min<std::int64_t>(60, cursor.next_change() - begin);
    const auto piece = load.loads_of(h).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    const double limit_aps = hour.limit_aps(cursor.rung());
    if (hour.peak_aps > limit_aps) out.above += throttled_above(piece, limit_aps);
    out.highest_trus = std::max(out.highest_trus, cursor.trus());
    from = to;
  }
  return out;
}

hour_outcome outcome_of(const workload& load, std::size_t h, effect_cursor& cursor) {
  const utc_minute begin = load.start_of_hour(h);
  cursor.advance_to(begin);
  if (cursor.next_change() < begin + 60) return outcome_in_pieces(load, h, cursor);
  if (load.hours[h].peak_aps <= load.hours[h].limit_aps(cursor.rung())) return {{}, cursor.trus()};
  return {load.choices[h].held[cursor.rung()], cursor.trus()};
}

int requests_in(const workload& load, std::span<const request> requests) {
  return static_cast<int>(std::ranges::count_if(requests, [&](const request& r) {
    const std::int64_t hour = hour_of(r.minute) - hour_of(load.start);
    return hour >= 0 && hour < std::ssize(load.hours) && load.hours[static_cast<std::size_t>(hour)].scored;
  }));
}

}  // namespace

score_card score(const workload& load, std::span<const request> requests) {
  score_card card{.scored_hours = load.scored_hours,
                  .scored_minutes = load.scored_minutes,
                  .requests = requests_in(load, requests),
                  .actions = load.actions,
                  .optimum_actions = load.optimum_actions};
  effect_cursor cursor(requests, load.setting.actuation_minutes);
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    if (!load.hours[h].scored) continue;
    const auto [above, highest_trus] = outcome_of(load, h, cursor);
    card.billed_actions += cost::hour_bill_actions(load.hours[h].actions, highest_trus);
    card.throttled_actions += load.hours[h].actions_of(above.sum_aps);
    card.throttled_minutes += above.minutes;
  }
  card.cost_actions = card.billed_actions + load.setting.throttle_cost * card.throttled_actions;
  return card;
}

}  // namespace headroom::backtest
