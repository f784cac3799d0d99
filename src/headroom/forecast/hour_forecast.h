#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/time.h"
#include "headroom/forecast/known_event.h"

namespace headroom::forecast {

// A namespace's load, one value a minute from `start` on, in actions (or requests, or operations) per second; NaN is
// unknown. A view: the values must outlive it.
struct minute_history {
  utc_minute start;
  std::span<const double> per_second;

  [[nodiscard]] utc_minute end() const { return start + static_cast<std::int64_t>(per_second.size()); }
};

// The quantile levels that plans are made from.
inline constexpr double plan_levels[] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 0.999};

struct hour_forecast_options {
  std::size_t hours = 168;
  // The first hour to foretell; none: the first clock hour that begins at or after the history's end.
  std::optional<utc_hour> first_hour;
  std::vector<double> levels{std::begin(plan_levels), std::end(plan_levels)};  // rising, each in (0, 1)
  std::vector<known_event> events;                                             // past and coming; in any order
};

// One coming hour. Both rows have one value for each level, never falling, never negative.
struct hour_outlook {
  utc_hour hour;
  std::vector<double> peak_per_second;  // of the hour's highest minute
  std::vector<double> total;            // of the hour's sum of seconds: per second x 3,600 when the load is even
  double expected_total = 0;
  bool event = false;  // a known event reaches into this hour
};

// How much history an outlook rests on; less of it means wider quantiles.
enum class basis : std::uint8_t { hours, days, weeks };

struct hour_forecast {
  std::vector<double> levels;
  std::vector<hour_outlook> hours;
  basis rests_on = basis::hours;
  std::size_t known_hours = 0;
  std::vector<std::size_t> seasons;  // of the peaks, in hours
};

// The fewest hours with half their minutes known from which anything is said.
inline constexpr std::size_t fewest_hours = 3;

// Foretells the coming hours from the newest eight weeks of minutes. Unknown minutes stay unknown; an hour with fewer
// than 30 known minutes is unknown. Lone spikes and outages are kept from what is learned but not from how wide the
// quantiles are. Hours of past events count for those events alone. Deterministic; a few milliseconds for 28 days.
//
// Errors: invalid_argument for no hours, levels out of order or a first hour before the history's end
// or four weeks after it;
// failed_precondition, with how much more is needed, when fewer than `fewest_hours` are known.
[[nodiscard]] result<hour_forecast> foretell_hours(const minute_history& history, const hour_forecast_options& options);

}  // namespace headroom::forecast
