#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "headroom/plan/headroom_load_view.h"
#include "headroom/plan/headroom_recurrence.h"

namespace headroom::plan {

// The ways to foretell an hour.
enum class hour_way : std::uint8_t {
  lately,                   // as the newest two hours
  last_hours,               // as one of the last six
  any_hour,                 // as one of the last week's
  same_hour,                // as this hour of the last seven days,
  same_hour_at_this_level,  // or that, times today's level against then
  same_weekday,             // as this hour of the last four weeks
  same_kind_of_day,         // as this hour of the last workdays, or of the last weekends
  all_together,             // as any of these, half an hour sooner or later
  same_state,               // as what followed moments like this,
  same_state_and_days,      // or moments like this whose day and week before were like ours
  since_last_burst,         // as what followed the last bursts after as long
  first_period,             // as a period of the bursts ago
  second_period,
  third_period,
  all_periods,  // as all of these at once
};
inline constexpr std::size_t hour_ways = static_cast<std::size_t>(hour_way::all_periods) + 1;

constexpr std::size_t place_of(hour_way w) { return static_cast<std::size_t>(w); }

// A stretch of the past that a coming hour may resemble, by its first minute.
struct past_stretch {
  std::int64_t from = 0;
  double weight = 0;
  double scale = 1;  // of its loads
};
using stretches_by_way = std::array<std::vector<past_stretch>, hour_ways>;

// The last hours that `last_hours` and `any_hour` expect again, each of the same weight.
inline constexpr std::int64_t last_few_hours = 6, week_of_hours = 168;

// What each way expects of the sixty minutes from `start` on, by what is known in the view; a way that has nothing to
// say is empty. `start` may be days ahead: what is not known by then is left out, and the latest days that are known
// take its place. The ways `last_hours` and `any_hour` are left to the caller, who has those hours at hand, and so is
// `all_periods`, which is no stretch of the past (headroom_superposition.h).
[[nodiscard]] stretches_by_way stretches_for(const load_view& past, burst_recurrence& bursts, std::int64_t start);

}  // namespace headroom::plan
