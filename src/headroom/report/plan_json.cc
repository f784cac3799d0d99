#include "headroom/report/plan_json.h"

#include <cmath>

namespace headroom::report {
namespace {

double dollars(usd_micros money) { return std::round(usd(money) * 100) / 100; }

ordered_json capacity_json(const capacity& held) {
  return {{"capacity_mode", to_string(held.mode())}, {"trus", held.rung()}};
}

void put_outcome(ordered_json& to, const expected_outcome& expected) {
  to["billed_actions"] = expected.billed_actions;
  to["idle_actions"] = expected.idle_actions;
  to["throttled_actions"] = expected.throttled_actions;
  to["throttled_minutes"] = expected.throttled_minutes;
  to["throttle_chance"] = expected.throttle_chance;
}

ordered_json hour_json(const planned_hour& hour) {
  ordered_json out;
  out["hour"] = to_string(start_of(hour.hour));
  out.update(capacity_json(hour.held));
  out["limit_aps"] = hour.limit_aps;
  out["on_demand_limit_aps"] = hour.on_demand_limit_aps;
  out["mean_aps"] = hour.mean_aps;
  out["peak_p50_aps"] = hour.peak_p50_aps;
  out["peak_p90_aps"] = hour.peak_p90_aps;
  out["peak_p99_aps"] = hour.peak_p99_aps;
  out["tightest_limit"] = to_string(hour.tightest);
  out["tightest_use"] = hour.tightest_use;
  if (hour.event) out["event"] = true;
  put_outcome(out, hour.expected);
  return out;
}

ordered_json block_json(const plan_block& block) {
  ordered_json out;
  out["from"] = to_string(start_of(block.from));
  out["hours"] = block.hours;
  out.update(capacity_json(block.held));
  out["changes"] = !(block.before == block.held);
  out["reason"] = block.reason;
  return out;
}

ordered_json option_json(const plan_option& option) {
  ordered_json out;
  out["name"] = option.name;
  out["cost_usd_per_week"] = dollars(option.cost_per_week);
  out["cost_usd_per_month"] = dollars(option.cost_per_month);
  out["idle_usd_per_month"] = dollars(option.idle_per_month);
  put_outcome(out, option.expected);
  out["throttle_risk"] = to_string(option.risk);
  out["changes"] = option.changes;
  out["objective_actions"] = option.objective_actions;
  out["within_rails"] = option.allowed;
  return out;
}

ordered_json rail_json(const rail_note& note) {
  ordered_json out;
  out["rail"] = note.rail;
  out["from"] = to_string(start_of(note.from));
  out["hours"] = note.hours;
  out["proposed"] = capacity_json(note.proposed);
  out["allowed"] = capacity_json(note.allowed);
  out["reason"] = note.reason;
  return out;
}

template <class Values, class Write>
ordered_json array_of(const Values& values, Write write) {
  ordered_json out = ordered_json::array();
  for (const auto& v : values) out.push_back(write(v));
  return out;
}

}  // namespace

ordered_json to_json(const week_plan& plan) {
  ordered_json out;
  out["namespace"] = plan.id.value();
  out["current_capacity_mode"] = plan.current ? std::string(to_string(plan.current->mode())) : "unknown";
  out["current_trus"] = plan.current && plan.current->trus() ? ordered_json(plan.current->rung()) : ordered_json();
  out["confidence"] = to_string(plan.trust);
  out["summary"] = plan.summary;
  out["receipt"] = plan.receipt_id;
  out["changes"] = plan.changes();
  out["blocks"] = array_of(plan.blocks, block_json);
  out["options"] = array_of(plan.options, option_json);
  out["rails"] = array_of(plan.rails, rail_json);
  out["facts"] = plan.facts;
  out["hours"] = array_of(plan.hours, hour_json);
  return out;
}

ordered_json to_json(const unplanned_namespace& what) {
  ordered_json out;
  out["namespace"] = what.id.value();
  out["confidence"] = to_string(confidence::unknown);
  out["reason"] = what.reason;
  return out;
}

}  // namespace headroom::report
