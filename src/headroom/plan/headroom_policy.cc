#include "headroom/plan/headroom_policy.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "headroom/cost/hour_bill.h"
#include "headroom/plan/headroom_hour_plan.h"
#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_net.h"
#include "headroom/plan/headroom_path_cost.h"
#include "headroom/plan/headroom_recurrence.h"
#include "headroom/plan/headroom_throttle_goal.h"

namespace headroom::plan {
namespace {

constexpr double belief_hours = 5;  // of cost, for which the belief in `usual_reaction` stands
// A limit is near when the last hour's highest minute was above so much of it.
constexpr double worth_a_change = 0.5;

// The rungs meant to be in effect in the minutes of an hour.
struct hour_rungs {
  std::int64_t begin = -1;
  std::array<std::size_t, 60> rung{};
};

class headroom_policy final : public policy {
 public:
  explicit headroom_policy(const policy_setting& setting) : setting_(setting) {}

  void see(const observation& seen) override {
    const utc_minute visible = seen.now - setting_.lag_minutes;
    if (log_.end() == 0) {
      if (!seen.newest_aps) return;
      // Minutes are counted from the first row's hour on.
      log_.begin_at(start_of(hour_of(visible)));
      for (auto m = log_.time_of(0); m < visible; m = m + 1) log_.add(seen.newest_aps);
    }
    log_.add(seen.newest_aps);
    terms_ = {.on_demand_limit_aps = seen.on_demand_limit_aps,
              .throttle_cost = setting_.throttle_cost,
              .late_minutes = setting_.lag_minutes + setting_.actuation_minutes};
    bursts_.add(log_.end() - 1, log_[log_.end() - 1] > seen.on_demand_limit_aps);
    if (log_.end() % 60 == 0) learn(log_.end() - 60);

    const auto effect = log_.minute_of(seen.now + setting_.actuation_minutes);
    const auto begin = effect - effect % 60;
    if (begin != hour_) {
      hour_ = begin;
      rung_ = plan_.choose(log_, bursts_, begin, {.reaction = reaction(), .safety_premium = goal_.premium()}, terms_);
    } else if (seen.newest_aps && !too_late(effect)) {
      rung_ = net_.raise(log_, {.begin = begin, .effect = effect, .reaction = reaction()}, rung_, terms_);
      take_paid_rung(begin);
    }
    auto& meant = meant_[static_cast<std::size_t>(begin / 60) % meant_.size()];
    if (meant.begin != begin) meant = {.begin = begin};
    meant.rung[static_cast<std::size_t>(effect - begin)] = rung_;
  }

  capacity decide(const observation& seen, capacity target) override {
    if (log_.end() == 0 || too_late(log_.minute_of(seen.now + setting_.actuation_minutes))) return target;
    return rung_capacity(rung_);
  }

 private:
  // A request in the hour's last minutes buys next to nothing, bills the hour, and would still be in progress when the
  // one for the next hour has to be made.
  [[nodiscard]] bool too_late(std::int64_t effect) const { return 60 - effect % 60 < setting_.actuation_minutes; }

  // TRUs that the hour's load so far pays for cost nothing more until the turn. Where the limit is far above the load
  // they would only be one more change.
  void take_paid_rung(std::int64_t begin) {
    const auto limit_aps = [&](std::size_t rung) { return rung_limit_aps(rung, terms_.on_demand_limit_aps); };
    const auto last_hour = log_.part(std::max(log_.begin(), log_.end() - 60), std::min<std::int64_t>(60, log_.end()));
    if (*std::max_element(last_hour.begin(), last_hour.end()) < worth_a_change * limit_aps(rung_)) return;
    double seen_aps = 0;
    for (auto minute = std::max(begin, log_.begin()); minute < log_.end(); ++minute) seen_aps += log_[minute];
    const int paid_trus = cost::free_trus(60 * seen_aps);
    std::size_t paid = 0;
    while (paid + 1 < cost::ladder.size() && cost::ladder[paid + 1] <= paid_trus) ++paid;
    if (limit_aps(paid) > limit_aps(rung_)) rung_ = paid;
  }

  [[nodiscard]] double reaction() const {
    const double belief = belief_hours * std::max(plan_.usual_cost(), 1.0);
    return std::clamp((saved_ + usual_reaction * belief) / (could_save_ + belief), 0.0, 1.0);
  }

  void learn(std::int64_t begin) {
    const auto path = log_.part(begin, 60);
    const auto cost = cost_of_path(path, 1, terms_);
    const double share = reaction();
    hour_cost expected{.throttled_minutes = cost.throttled_minutes};
    for (std::size_t r = 0; r < expected.actions.size(); ++r) {
      expected.actions[r] = cost.held[r] + share * (cost.reacted[r] - cost.held[r]);
    }
    plan_.learn(log_, begin, expected);
    const auto& meant = meant_[static_cast<std::size_t>(begin / 60) % meant_.size()];
    if (meant.begin == begin) review(path, cost, meant);
  }

  // What came of the hour's raises.
  void review(std::span<const double> path, const path_cost& cost, const hour_rungs& meant) {
    const std::size_t planned = meant.rung[0], highest = meant.rung[59];
    double actions = 0, throttled = 0, spared = 0;
    int throttled_minutes = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
      const auto over = [&](std::size_t rung) {
        return 60 * std::max(0.0, path[i] - rung_limit_aps(rung, terms_.on_demand_limit_aps));
      };
      actions += 60 * path[i];
      throttled += over(meant.rung[i]);
      throttled_minutes += over(meant.rung[i]) > 0 ? 1 : 0;
      spared += over(planned) - over(meant.rung[i]);
    }
    goal_.add_hour(throttled_minutes);
    saved_ +=
        cost.held[planned] - cost::hour_bill_actions(actions, cost::ladder[highest]) - terms_.throttle_cost * throttled;
    could_save_ += cost.held[planned] - cost.reacted[planned];
    net_.learn(spared, belief_hours * plan_.usual_cost() / std::max(terms_.throttle_cost, 1.0));
  }

  policy_setting setting_;
  hour_terms terms_;
  load_log log_;
  burst_recurrence bursts_;
  hour_plan plan_;
  reaction_net net_;
  throttle_goal goal_;
  std::int64_t hour_ = -1;  // planned last, by its first minute
  std::size_t rung_ = 0;
  std::array<hour_rungs, 3> meant_;
  double saved_ = 0, could_save_ = 0;
};

}  // namespace

std::unique_ptr<policy> make_headroom_policy(const policy_setting& setting) {
  return std::make_unique<headroom_policy>(setting);
}

}  // namespace headroom::plan
