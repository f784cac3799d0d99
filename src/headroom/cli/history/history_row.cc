#include "headroom/cli/history/history_row.h"

#include <cmath>
#include <fmt/format.h>

namespace headroom::cli::history {
namespace {

// No namespace does a billion of anything a second; what is above was written in another unit, or is a counter.
constexpr double figure_max = 1e9;
// Clocks of two machines may differ, days do not.
constexpr std::int64_t minutes_ahead_max = 1440;

}  // namespace

std::optional<std::string> why_absurd(store::history_column column, double value) {
  if (std::isfinite(value) && value >= 0 && value <= figure_max) return std::nullopt;
  return fmt::format("saw {} in {}, expected a rate per second (or a count of TRUs) from 0 to {:.0e}", value,
                     to_string(column), figure_max);
}

std::optional<std::string> why_absurd(utc_minute minute, utc_minute now) {
  if (minute - now <= minutes_ahead_max) return std::nullopt;
  return fmt::format("saw the minute {}, which is still to come (it is {} now)", to_string(minute), to_string(now));
}

std::optional<completeness> completeness_named(std::string_view name) {
  for (const auto known : {completeness::complete, completeness::limited, completeness::unknown, completeness::cut}) {
    if (to_string(known) == name) return known;
  }
  return std::nullopt;
}

}  // namespace headroom::cli::history
