#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "headroom/base/result.h"

namespace headroom::forecast {

// The quantile levels that `headroom forecast` writes.
inline constexpr double usual_levels[] = {0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99};

// By how much quantiles lie farther out than rehearsed errors say: `errors` times, and `tails` times the square of the
// level's standard normal quantile more, for series whose future is less like their past than rehearsals can show.
struct widening_by {
  double errors = 1;  // at least 1
  double tails = 0;   // at least 0
};

struct forecast_options {
  std::size_t horizon = 24;                         // steps ahead, at least 1
  std::optional<std::vector<std::size_t>> seasons;  // in steps; none given: found in the data; empty: without any
  widening_by caution;                              // on top of what the rehearsals say
  std::vector<double> levels{std::begin(usual_levels), std::end(usual_levels)};  // rising, each in (0, 1)
};

// What is expected of the next steps: step h is `horizon` steps after the series' end at most.
struct outlook {
  std::vector<double> mean;          // one for each step
  std::vector<double> quantiles;     // steps x levels, row by row; never falling within a row
  std::vector<std::size_t> seasons;  // those used, rising; empty: none
  std::size_t rehearsals = 0;        // past moments whose errors made the quantiles; 0: too short a series for any
};

// Foretells a series of equal steps from itself alone; NaN is unknown. A season of which the series does not hold two
// whole ones is left out; one season alone is joined by the longer one that goes with it (seasons.h). Values of a
// series that was never negative are never negative. Deterministic.
//
// Errors: invalid_argument for a horizon of 0, a season below 2 or levels out of order; failed_precondition when no
// value is known. About half a millisecond for 1,000 values and 48 steps.
[[nodiscard]] result<outlook> foretell(std::span<const double> series, const forecast_options& options);

}  // namespace headroom::forecast
