#pragma once

#include <span>
#include <vector>

namespace headroom::forecast {

// The series with its unknown values (NaN) filled: from the same place of the seasons before and after where there is a
// season, else on a straight line between neighbours. At least one value is known.
[[nodiscard]] std::vector<double> fill_gaps(std::span<const double> series, std::size_t season);

// The series with lone values far from the same places of neighbouring seasons drawn in to the edge of what is usual,
// so that one-off spikes and outages do not poison what is learned. What recurs with the season stays.
[[nodiscard]] std::vector<double> tame_outliers(std::span<const double> y, std::size_t season);

}  // namespace headroom::forecast
