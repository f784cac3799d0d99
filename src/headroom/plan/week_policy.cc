#include "headroom/plan/week_policy.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "headroom/cost/action_tariff.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/plan/headroom_load_log.h"
#include "headroom/plan/headroom_net.h"
#include "headroom/plan/headroom_path_cost.h"
#include "headroom/plan/week_case.h"
#include "headroom/plan/week_decision.h"
#include "headroom/plan/week_forecast.h"

namespace headroom::plan {
namespace {

constexpr std::size_t kept_minutes = 28 * std::size_t{1440};
constexpr std::size_t planned_hours = 168;

// Plans are made in actions. Money only says what an option costs, which nobody reads here.
account_price nominal_price() {
  return {.tariff = *cost::action_tariff::make(0, {{.up_to_actions = {}, .per_million = usd_micros(50'000'000)}})};
}

class week_policy final : public policy {
 public:
  week_policy(const policy_setting& setting, const week_policy_options& options)
      : setting_(setting), options_(options) {}

  void see(const observation& seen) override {
    if (loads_aps_.empty()) {
      if (!seen.newest_aps) return;
      start_ = seen.now - setting_.lag_minutes;
    }
    // Twice as much is held as is used, so that minutes are rarely moved.
    if (loads_aps_.size() >= 2 * kept_minutes) {
      loads_aps_.erase(loads_aps_.begin(), loads_aps_.begin() + kept_minutes);
      start_ = start_ + static_cast<std::int64_t>(kept_minutes);
    }
    loads_aps_.push_back(seen.newest_aps.value_or(std::numeric_limits<double>::quiet_NaN()));
    if (log_.end() == 0) {
      log_.begin_at(start_of(hour_of(start_)));
      for (auto m = log_.time_of(0); m < start_; m = m + 1) log_.add(seen.newest_aps);
    }
    log_.add(seen.newest_aps);
  }

  capacity decide(const observation& seen, capacity target) override {
    const utc_minute effect = seen.now + setting_.actuation_minutes;
    const utc_hour hour = hour_of(effect);
    if (loads_aps_.empty()) return target;
    if (effect != start_of(hour)) return raised_within(seen, target);
    if (plan_.empty() || hour - first_ >= options_.every_hours || surprised_) plan_week(hour, target);
    surprised_ = false;
    const auto ahead = static_cast<std::size_t>(hour - first_);
    return ahead < plan_.size() ? plan_[ahead] : target;
  }

 private:
  capacity raised_within(const observation& seen, capacity target) {
    const auto effect = log_.minute_of(seen.now + setting_.actuation_minutes);
    const bool too_late = 60 - effect % 60 < setting_.actuation_minutes;
    if (!options_.watched || !seen.newest_aps || too_late) return target;
    const auto rung = static_cast<std::size_t>(std::ranges::find(cost::ladder, target.rung()) - cost::ladder.begin());
    const std::size_t raised =
        net_.raise(log_, {.begin = effect - effect % 60, .effect = effect, .reaction = usual_reaction}, rung,
                   {.on_demand_limit_aps = seen.on_demand_limit_aps,
                    .throttle_cost = setting_.throttle_cost,
                    .late_minutes = setting_.lag_minutes + setting_.actuation_minutes});
    surprised_ |= raised != rung;
    return rung_capacity(raised);
  }

  void plan_week(utc_hour first, capacity current) {
    const std::size_t known = std::min(loads_aps_.size(), kept_minutes);
    const week_past past{.start = start_ + static_cast<std::int64_t>(loads_aps_.size() - known),
                         .rows = {{.per_second = std::span(loads_aps_).last(known), .on_demand_limit_per_s = {}}},
                         .events = {}};
    week_case in{.id = namespace_id("replayed"),
                 .first = first,
                 .current = current,
                 .levels = {},
                 .rows = {},
                 .prospects = {},
                 .event_hours = {},
                 .basis = {},
                 .offer = {},
                 .terms = {.throttle_cost = setting_.throttle_cost,
                           .reaction_minutes = setting_.lag_minutes + setting_.actuation_minutes,
                           .reaction_share = options_.watched ? usual_reaction : 0},
                 .price = nominal_price()};
    // Too little is known in the first hours; a plan is tried again at the next turn.
    if (!foretell_case(past, {.first = first, .hours = planned_hours}, in)) return;
    const auto decided = decide_week(in);
    if (!decided) return;
    first_ = first;
    plan_.clear();
    for (const auto& hour : decided->hours) plan_.push_back(hour.held);
  }

  policy_setting setting_;
  week_policy_options options_;
  utc_minute start_;
  std::vector<double> loads_aps_;  // by minute from start_ on; NaN: unknown
  load_log log_;                   // the same loads, for the net
  reaction_net net_;
  bool surprised_ = false;  // the plan in force did not foresee the last hour
  utc_hour first_;
  std::vector<capacity> plan_;  // by hour from first_ on
};

}  // namespace

std::unique_ptr<policy> make_week_policy(const policy_setting& setting, const week_policy_options& options) {
  return std::make_unique<week_policy>(setting, options);
}

}  // namespace headroom::plan
