#include "headroom/plan/week_policy.h"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "headroom/cost/action_tariff.h"
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
      : setting_(setting), every_hours_(options.every_hours) {}

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
  }

  capacity decide(const observation& seen, capacity target) override {
    const utc_minute effect = seen.now + setting_.actuation_minutes;
    const utc_hour hour = hour_of(effect);
    // In the middle of an hour nothing is gained by a change: it is billed from the turn on.
    if (loads_aps_.empty() || effect != start_of(hour)) return target;
    if (plan_.empty() || hour - first_ >= every_hours_) plan_week(hour, target);
    const auto ahead = static_cast<std::size_t>(hour - first_);
    return ahead < plan_.size() ? plan_[ahead] : target;
  }

 private:
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
                 .event_hours = {},
                 .basis = {},
                 .offer = {},
                 .terms = {.throttle_cost = setting_.throttle_cost,
                           .reaction_minutes = setting_.lag_minutes + setting_.actuation_minutes},
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
  int every_hours_;
  utc_minute start_;
  std::vector<double> loads_aps_;  // by minute from start_ on; NaN: unknown
  utc_hour first_;
  std::vector<capacity> plan_;  // by hour from first_ on
};

}  // namespace

std::unique_ptr<policy> make_week_policy(const policy_setting& setting, const week_policy_options& options) {
  return std::make_unique<week_policy>(setting, options);
}

}  // namespace headroom::plan
