#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "sim/trace.h"

#include "headroom/base/time.h"

namespace headroom::sim {

// What a namespace's callers want from it, minute by minute. A load is the sum of its sources, changed by its modifiers
// in order, then roughened by noise; docs/formats/world.md describes each for users. Rates are actions per second.

struct steady_source {
  double aps = 0;
};
// A cosine between `low` and `high` over the day, highest at `peak_hour` UTC; sharpness > 1 narrows the peak.
struct daily_source {
  double low_aps = 0, high_aps = 0, peak_hour = 14, sharpness = 1;
};
// `aps` for `minutes` out of every `every_minutes`, from `offset_minutes` on (counted from 1970-01-01T00:00Z).
struct cron_source {
  double aps = 0;
  std::int64_t every_minutes = 60, offset_minutes = 0, minutes = 5;
};
// On average `per_day` bursts at seeded times, each of half to the whole of `aps` for `minutes`.
struct burst_source {
  double aps = 0;
  std::int64_t per_day = 4, minutes = 3;
};
// Nothing, then a rise to `aps` within `rise_minutes` and a decay with `half_life_minutes`.
struct launch_source {
  utc_minute at;
  double aps = 0;
  std::int64_t rise_minutes = 30, half_life_minutes = 720;
};
struct trace_source {
  std::shared_ptr<const trace> recorded;
  double scale = 1;
  std::int64_t shift_minutes = 0;
};
using load_source = std::variant<steady_source, daily_source, cron_source, burst_source, launch_source, trace_source>;

// Saturday and Sunday times `weekend`.
struct weekly_modifier {
  double weekend = 1;
};
// The days of the month from `first_day` to `last_day` (both included, the last day of any month is 31) times `factor`.
struct monthly_modifier {
  int first_day = 1, last_day = 1;
  double factor = 1;
};
// Times (1 + per_week) for every week since `from`, within 1/100 and 100.
struct growth_modifier {
  utc_minute from;
  double per_week = 0;
};
// Times `factor` from `at` on, to `until` where there is one.
struct step_modifier {
  utc_minute at;
  std::optional<utc_minute> until;
  double factor = 1;
};
// Nothing gets through for `minutes`; what was held back comes evenly in the `catch_up_minutes` after, on top of the
// rest.
struct outage_modifier {
  utc_minute at;
  std::int64_t minutes = 30, catch_up_minutes = 60;
};
using load_modifier = std::variant<weekly_modifier, monthly_modifier, growth_modifier, step_modifier, outage_modifier>;

struct load_noise {
  double white = 0.04;  // standard deviation from minute to minute, as a share of the load
  double slow = 0.08;   // the same over a quarter of an hour
};

struct load {
  std::vector<load_source> sources;
  std::vector<load_modifier> modifiers;
  load_noise noise;
  double scale = 1;
  std::uint64_t seed = 0;
};

// Whole actions asked for in that minute. A pure function: the same on every platform and in any order of asking.
[[nodiscard]] std::int64_t actions_in(const load& l, utc_minute m);

}  // namespace headroom::sim
