#include "headroom/backtest/score.h"

#include <algorithm>
#include <limits>

#include "headroom/cost/hour_bill.h"

namespace headroom::backtest {
namespace {

// Walks through the requests as they take effect.
class effect_cursor {
 public:
  effect_cursor(std::span<const request> requests, int actuation_minutes)
      : rest_(requests), actuation_minutes_(actuation_minutes) {}

  void advance_to(utc_minute now) {
    while (next_change() <= now) {
      trus_ = rest_.front().wanted.rung();
      rest_ = rest_.subspan(1);
    }
  }
  [[nodiscard]] utc_minute next_change() const {
    constexpr utc_minute never{std::numeric_limits<std::int64_t>::max()};
    return rest_.empty() ? never : rest_.front().minute + actuation_minutes_;
  }
  [[nodiscard]] int trus() const { return trus_; }

 private:
  std::span<const request> rest_;
  int actuation_minutes_;
  int trus_ = 0;
};

struct hour_outcome {
  throttling above;
  int highest_trus = 0;
};

// The hour in pieces of one capacity each.
hour_outcome outcome_of(const workload& load, std::size_t h, effect_cursor& cursor) {
  const workload_hour& hour = load.hours[h];
  const utc_minute begin = load.start + 60 * static_cast<std::int64_t>(h);
  hour_outcome out;
  for (std::int64_t from = 0; from < 60;) {
    cursor.advance_to(begin + from);
    const std::int64_t to = std::min<std::int64_t>(60, cursor.next_change() - begin);
    const int trus = cursor.trus();
    const double limit_aps = trus > 0 ? trus * static_cast<double>(cost::aps_per_tru) : hour.on_demand_limit_aps;
    out.highest_trus = std::max(out.highest_trus, trus);
    if (hour.peak_aps > limit_aps) {
      const auto piece = load.loads_of(h).subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
      const throttling above = throttled_above(piece, limit_aps);
      out.above.sum_aps += above.sum_aps;
      out.above.minutes += above.minutes;
    }
    from = to;
  }
  return out;
}

int requests_in(const workload& load, std::span<const request> requests) {
  return static_cast<int>(std::ranges::count_if(requests, [&](const request& r) {
    const std::int64_t hour = hour_of(r.minute) - hour_of(load.start);
    return hour >= 0 && hour < std::ssize(load.hours) && load.hours[static_cast<std::size_t>(hour)].scored;
  }));
}

}  // namespace

score_card score(const workload& load, std::span<const request> requests, const plan::policy_setting& setting) {
  score_card card;
  effect_cursor cursor(requests, setting.actuation_minutes);
  for (std::size_t h = 0; h < load.hours.size(); ++h) {
    const workload_hour& hour = load.hours[h];
    if (!hour.scored) continue;
    const auto [above, highest_trus] = outcome_of(load, h, cursor);
    ++card.scored_hours;
    card.scored_minutes += hour.rows;
    card.actions += hour.actions;
    card.billed_actions += cost::hour_bill_actions(hour.actions, highest_trus);
    card.throttled_actions += hour.actions_of(above.sum_aps);
    card.throttled_minutes += above.minutes;
    card.optimum_actions += cheapest_rung(hour, setting.throttle_cost).actions;
  }
  card.requests = requests_in(load, requests);
  card.cost_actions = card.billed_actions + setting.throttle_cost * card.throttled_actions;
  return card;
}

}  // namespace headroom::backtest
