#include "headroom/plan/guard_chain.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

constexpr std::array<guard, 8> chain{{
    {"sold-counts", "no such count is on offer", keep_sold_counts},
    {"stock", "the region has no more in stock", keep_stock},
    {"bounds", "the bounds on TRUs ask for it", keep_bounds},
    {"leases", "a lease holds a floor then", keep_leases},
    {"freeze", "nothing may change in a freeze window", keep_freezes},
    {"cliff", "the lower limit would likely be passed before a raise could come", keep_off_cliffs},
    {"changes-per-day", "there may be no more changes that day", keep_changes_per_day},
    {"spend-cap", "the monthly cap leaves no more for idle TRUs", keep_spend_cap},
}};

capacity capacity_of(int rung) { return rung > 0 ? provisioned(rung) : on_demand; }

void note_differences(const guard_frame& frame, const guard& by, const schedule& before, const schedule& after,
                      std::vector<rail_note>& notes) {
  for (std::size_t h = 0; h < before.size();) {
    if (before[h] == after[h]) {
      ++h;
      continue;
    }
    std::size_t end = h;
    while (end < before.size() && before[end] == before[h] && after[end] == after[h]) ++end;
    const capacity proposed = capacity_of(before[h]);
    const capacity allowed = capacity_of(after[h]);
    notes.push_back(
        {.rail = std::string(by.name),
         .from = frame.hour(h),
         .hours = static_cast<int>(end - h),
         .proposed = proposed,
         .allowed = allowed,
         .reason = fmt::format("{} instead of {}, since {}", to_string(allowed), to_string(proposed), by.why)});
    h = end;
  }
}

}  // namespace

std::span<const guard> guards() { return chain; }

guarded_schedule guard_schedule(const guard_frame& frame, schedule proposed) {
  guarded_schedule out{.hours = std::move(proposed), .notes = {}};
  for (const guard& g : chain) {
    schedule mended = g.apply(frame, out.hours);
    note_differences(frame, g, out.hours, mended, out.notes);
    out.hours = std::move(mended);
  }
  return out;
}

std::vector<std::string_view> broken_rails(const guard_frame& frame, const schedule& s) {
  std::vector<std::string_view> out;
  for (const guard& g : chain) {
    if (g.apply == keep_spend_cap) {
      if (frame.billed_max() && frame.billed(s) > *frame.billed_max() && could_spend_less(frame, s))
        out.push_back(g.name);
    } else if (g.apply(frame, s) != s) {
      out.push_back(g.name);
    }
  }
  return out;
}

}  // namespace headroom::plan
