#include <fmt/format.h>

#include "headroom/report/csv_report.h"
#include "headroom/report/plan_documents.h"

namespace headroom::report {
namespace {

constexpr std::string_view header =
    "namespace,hour,capacity_mode,trus,limit_aps,on_demand_limit_aps,mean_aps,peak_p50_aps,peak_p90_aps,peak_p99_aps,"
    "tightest_limit,tightest_use,billed_actions,idle_actions,throttled_actions,throttled_minutes,confidence,reason\r\n";

const plan_block& block_at(const week_plan& plan, utc_hour hour) {
  const plan_block* out = &plan.blocks.front();
  for (const plan_block& b : plan.blocks) {
    if (b.from <= hour) out = &b;
  }
  return *out;
}

std::string hour_line(const week_plan& plan, const planned_hour& h) {
  const expected_outcome& e = h.expected;
  return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_cell(plan.id.value()),
                     to_string(start_of(h.hour)), to_string(h.held.mode()), h.held.rung(), h.limit_aps,
                     h.on_demand_limit_aps, h.mean_aps, h.peak_p50_aps, h.peak_p90_aps, h.peak_p99_aps,
                     to_string(h.tightest), h.tightest_use, e.billed_actions, e.idle_actions, e.throttled_actions,
                     e.throttled_minutes, to_string(plan.trust), csv_cell(block_at(plan, h.hour).reason));
}

}  // namespace

std::string plan_csv(const plan_report& report) {
  std::string out(header);
  for (const week_plan& plan : report.plans) {
    for (const planned_hour& hour : plan.hours) out += hour_line(plan, hour);
  }
  for (const auto& [id, reason] : report.unplanned) {
    out += fmt::format("{},,,,,,,,,,,,,,,,unknown,{}\r\n", csv_cell(id.value()), csv_cell(reason));
  }
  return out;
}

}  // namespace headroom::report
