#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "headroom/model/week_plan.h"
#include "headroom/plan/guard_frame.h"

namespace headroom::plan {

// One guard rail: takes hours that someone proposes and returns them within its rail.
struct guard {
  std::string_view name;
  std::string_view why;  // what it says of the hours it changed, after "since"
  schedule (*apply)(const guard_frame& frame, schedule proposed);
};

// The chain, in the order in which it is applied (docs/decisions/week-plan.md): what can be had (sold-counts, stock),
// what is wanted (bounds, leases), when it may change (freeze, cliff, changes-per-day), what it may cost (spend-cap).
// Each keeps what those before it have mended.
[[nodiscard]] std::span<const guard> guards();

struct guarded_schedule {
  schedule hours;
  std::vector<rail_note> notes;  // runs of hours that a rail changed, in the order of the chain
};

// All of them. The result breaks no rail, and guarding it again changes nothing.
[[nodiscard]] guarded_schedule guard_schedule(const guard_frame& frame, schedule proposed);

// The names of the rails that a schedule breaks. The spend cap is broken only by what could be spent less within the
// other rails: what the load itself costs is no plan's doing.
[[nodiscard]] std::vector<std::string_view> broken_rails(const guard_frame& frame, const schedule& s);

}  // namespace headroom::plan
