#include "headroom/plan/week_decision.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/base/figures.h"
#include "headroom/plan/guard_chain.h"
#include "headroom/plan/week_cost.h"
#include "headroom/plan/week_options.h"
#include "headroom/plan/week_path.h"
#include "headroom/plan/week_words.h"

namespace headroom::plan {
namespace {

capacity capacity_of(int rung) { return rung > 0 ? provisioned(rung) : on_demand; }

// Of the guarded path and the plain options that keep the rails, the one that costs least.
schedule best_of(const guard_frame& frame, schedule path) {
  double least = path_objective(frame, path);
  const bool too_dear = frame.billed_max() && frame.billed(path) > *frame.billed_max();
  for (auto& option : plain_options(frame)) {
    const double objective = path_objective(frame, option.hours);
    if (objective >= least || too_dear || !broken_rails(frame, option.hours).empty()) continue;
    least = objective;
    path = std::move(option.hours);
  }
  return path;
}

std::vector<planned_hour> hours_of(const week_case& in, const schedule& s) {
  std::vector<planned_hour> out;
  for (std::size_t h = 0; h < s.size(); ++h) {
    const capacity held = capacity_of(s[h]);
    const limit_use tight = tightest_in_hour(in, h, held, 0.99);
    const row_outlook& actions = in.rows.front().hours[h];
    out.push_back({.hour = in.hour(h),
                   .held = held,
                   .limit_aps = limit_in_hour(in, 0, h, held).value_or(0),
                   .on_demand_limit_aps = actions.on_demand_limit_per_s.value_or(0),
                   .mean_aps = actions.expected_mean_per_s,
                   .peak_p50_aps = peak_at(in, 0, h, 0.5),
                   .peak_p90_aps = peak_at(in, 0, h, 0.9),
                   .peak_p99_aps = peak_at(in, 0, h, 0.99),
                   .tightest = in.rows[tight.row].kind,
                   .tightest_use = tight.share,
                   .event = std::ranges::find(in.event_hours, in.hour(h)) != in.event_hours.end(),
                   .expected = expect_hour(in, h, held)});
  }
  return out;
}

std::vector<plan_block> blocks_of(const week_case& in, const schedule& s) {
  std::vector<plan_block> out;
  capacity before = in.held_now();
  for (std::size_t h = 0; h < s.size();) {
    std::size_t end = h;
    while (end < s.size() && s[end] == s[h]) ++end;
    plan_block block{.from = in.hour(h),
                     .hours = static_cast<int>(end - h),
                     .before = before,
                     .held = capacity_of(s[h]),
                     .reason = {}};
    block.reason = block_reason(in, block, h);
    before = block.held;
    out.push_back(std::move(block));
    h = end;
  }
  return out;
}

// The rails are told by what they do to the path that knows of none.
std::vector<rail_note> notes_of(const guard_frame& frame, const schedule& chosen) {
  const schedule free = cheapest_path(frame, path_rails::ladder_only);
  if (free == chosen) return {};
  return guard_schedule(frame, free).notes;
}

}  // namespace

result<week_plan> decide_week(const week_case& in) {
  const auto frame = guard_frame::make(in);
  if (!frame) return fail(frame.error());
  const schedule path = guard_schedule(*frame, cheapest_path(*frame, path_rails::all)).hours;
  const schedule chosen = best_of(*frame, path);

  week_plan out{.id = in.id, .current = in.current};
  out.hours = hours_of(in, chosen);
  out.blocks = blocks_of(in, chosen);
  out.options.push_back(price_option(in, *frame, {.name = std::string(plan_option_itself), .hours = chosen}));
  for (const auto& option : plain_options(*frame)) out.options.push_back(price_option(in, *frame, option));
  rank_options(out.options);
  out.rails = notes_of(*frame, chosen);
  out.trust = trust_in(in);
  out.summary = plan_summary(out);
  out.facts = plan_facts(in);
  if (frame->billed_max() && frame->billed(chosen) > *frame->billed_max() + 0.5) {
    out.facts.push_back(fmt::format(
        "The monthly cap of {} cannot be kept: the load and what the other rails ask for cost {}.",
        usd_text(usd_micros(*in.terms.monthly_cap_micros)), usd_text(out.option(plan_option_itself)->cost_per_month)));
  }
  return out;
}

}  // namespace headroom::plan
