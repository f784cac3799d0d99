#include "headroom/plan/snapshot_case.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "headroom/cost/envelope.h"
#include "headroom/plan/buyable.h"

namespace headroom::plan {
namespace {

// A day: fewer hours say nothing of the hours to come.
constexpr std::size_t fewest_past_hours = 24;

std::string first_fault_or(const namespace_snapshot& seen, std::string_view otherwise) {
  return seen.faults.empty() ? std::string(otherwise) : seen.faults.front();
}

void read_peaks(const load_history& history, snapshot_case& out) {
  for (const auto& peak : history.peak_aps) {
    if (!peak || !std::isfinite(*peak) || *peak < 0) continue;
    out.peak_aps = std::max(out.peak_aps.value_or(0), *peak);
    out.history_hours += history.step_minutes / 60.0;
  }
}

// On-Demand's limit is max(500, min(4 x mean, 2 x p90)) of the trailing week, so an envelope above its floor bounds
// both from below: the mean is at least a quarter of it and the 90th percentile half.
std::optional<double> envelope_above_floor(const checked_row& actions) {
  if (!actions.envelope_per_s || *actions.envelope_per_s <= cost::envelope_floor_aps) return std::nullopt;
  return actions.envelope_per_s;
}

double lasting_load(const checked_row& actions, const hourly_load& load) {
  if (load.mean_aps.size() > 1) return load.lower_quartile_aps();
  const double week_mean_at_least = envelope_above_floor(actions).value_or(0) / 4;
  // What is above the limit is a spike until proved otherwise.
  const double usual = std::min(actions.count_per_s, actions.limit_per_s) / 2;
  return std::min(actions.count_per_s, std::max(usual, week_mean_at_least));
}

throttle_risk risk_of(const snapshot_case& c, const capacity& choice) {
  double share = 0;
  for (const checked_row& row : c.rows) {
    const auto limit = c.limit(row, choice);
    if (!limit) return throttle_risk::unknown;
    if (row.throttled() && *limit <= row.limit_per_s) return throttle_risk::certain;
    share = std::max(share, row.demand_per_s() / *limit);
    if (row.kind == limit_kind::actions && c.peak_aps) share = std::max(share, *c.peak_aps / *limit);
  }
  if (share >= 1) return throttle_risk::certain;
  if (share >= raise_from_share) return throttle_risk::high;
  return share > lower_up_to_share ? throttle_risk::medium : throttle_risk::low;
}

capacity_option option_of(const snapshot_case& c, const capacity& choice, const month_price& price) {
  const checked_row& actions = c.actions();
  const auto limit = c.limit(actions, choice);
  const double above = limit ? std::max(0.0, actions.demand_per_s() - *limit) : 0;
  return {.choice = choice,
          .cost_per_month = price.cost,
          .idle_premium_per_month = price.idle_premium,
          .limit_aps = limit.value_or(0),
          .throttled_aps = choice == c.now ? std::max(above, actions.throttled_per_s.value_or(0)) : above,
          .risk = risk_of(c, choice)};
}

}  // namespace

std::optional<std::string> why_unknown(const namespace_snapshot& seen) {
  if (!seen.minute) return first_fault_or(seen, "no sample of this namespace was seen");
  switch (seen.data) {
    case completeness::complete:
      break;
    case completeness::limited:
      return first_fault_or(seen, "the scrape is incomplete (cut at Temporal's limit of points)");
    case completeness::cut:
      return first_fault_or(seen, "the scrape is incomplete (its body ended early)");
    case completeness::unknown:
      return first_fault_or(seen, "the scrape's completeness is unknown");
  }
  if (!seen.current) return first_fault_or(seen, "its capacity mode is unknown");
  const auto rows = checked_rows(seen);
  if (!rows.empty() && rows.front().kind == limit_kind::actions) return std::nullopt;
  return first_fault_or(seen, seen.actions.count_per_s ? "its limit of actions is unknown" : "its actions are unknown");
}

const capacity_option& snapshot_case::option(const capacity& choice) const {
  return *std::ranges::find(options, choice, &capacity_option::choice);
}

// On-Demand is judged by what it would allow now: how it would follow the load is the planner's business, not a
// snapshot's.
double snapshot_case::week_objective(const capacity& choice) const {
  return objective_aps(week, {.choice = choice, .limit_aps = option(choice).limit_aps, .throttle_cost = throttle_cost});
}

bool snapshot_case::any_throttled() const { return std::ranges::any_of(rows, &checked_row::throttled); }

snapshot_case make_case(const case_input& in) {
  const hourly_load load = load_of(in.seen, in.history, in.account.high_availability_factor);

  snapshot_case out;
  out.now = *in.seen.current;
  out.rows = checked_rows(in.seen);
  out.choices = buyable(in.seen.offer, in.settings);
  if (in.history) read_peaks(*in.history, out);
  out.week = past_hours(in.history);
  if (out.week.size() < fewest_past_hours) out.week.clear();
  if (const auto envelope = envelope_above_floor(out.actions())) out.week_p90_at_least_aps = *envelope / 2;
  out.lasting_aps = lasting_load(out.actions(), load);
  out.throttle_cost = in.settings.throttle_cost;
  out.change_in_progress = in.seen.capacity_change_in_progress;
  out.now_within_bounds = within_bounds(out.now, in.settings);

  auto priced = out.choices;
  if (std::ranges::find(priced, out.now) == priced.end()) priced.push_back(out.now);
  month_actions month{.billed_now = billed_per_month(load, out.now), .used = billed_per_month(load, on_demand)};
  for (const capacity& choice : priced) {
    month.billed = billed_per_month(load, choice);
    out.options.push_back(option_of(out, choice, price_month(in.account, month)));
  }
  return out;
}

}  // namespace headroom::plan
