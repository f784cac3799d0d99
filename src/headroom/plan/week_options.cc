#include "headroom/plan/week_options.h"

#include <algorithm>
#include <tuple>

#include "headroom/plan/guard_chain.h"
#include "headroom/plan/week_cost.h"
#include "headroom/plan/week_money.h"
#include "headroom/plan/week_path.h"

namespace headroom::plan {
namespace {

capacity capacity_of(int rung) { return rung > 0 ? provisioned(rung) : on_demand; }

// By the share of minutes that are expected to be throttled: service objectives of three, two and one nines.
throttle_risk risk_of(const expected_outcome& expected, std::size_t hours) {
  const double share = expected.throttled_minutes / (60 * static_cast<double>(hours));
  if (share < 0.001) return throttle_risk::low;
  if (share < 0.01) return throttle_risk::medium;
  return share < 0.1 ? throttle_risk::high : throttle_risk::certain;
}

}  // namespace

std::vector<named_schedule> plain_options(const guard_frame& frame) {
  const auto held = [&](int rung) { return schedule(frame.hours(), rung); };
  std::vector<named_schedule> out{{.name = std::string(plan_option_nothing), .hours = held(frame.current())}};
  for (const int rung : frame.ladder()) {
    if (rung == frame.current()) continue;
    out.push_back({.name = rung == 0 ? "On-Demand" : to_string(provisioned(rung)), .hours = held(rung)});
  }
  return out;
}

plan_option price_option(const week_case& in, const guard_frame& frame, const named_schedule& option) {
  plan_option out{.name = option.name};
  for (std::size_t h = 0; h < option.hours.size(); ++h) {
    add_to(out.expected, expect_hour(in, h, capacity_of(option.hours[h])));
    out.changes += static_cast<int>(frame.changes_at(option.hours, h));
  }
  const week_money money =
      money_of_week(in, out.expected.billed_actions - out.expected.idle_actions, out.expected.billed_actions);
  out.cost_per_week = money.per_week;
  out.cost_per_month = money.per_month;
  out.idle_per_month = money.idle_per_month;
  out.risk = risk_of(out.expected, option.hours.size());
  out.objective_actions = path_objective(frame, option.hours);
  out.allowed = broken_rails(frame, option.hours).empty();
  return out;
}

void rank_options(std::vector<plan_option>& options) {
  std::ranges::sort(options, {}, [](const plan_option& o) {
    return std::tuple(!o.allowed, o.objective_actions, o.name != plan_option_itself, o.name);
  });
}

}  // namespace headroom::plan
