#pragma once

#include <vector>

#include "headroom/forecast/hour_forecast.h"

namespace headroom::forecast {

// A minute history by clock hours; NaN where fewer than half of an hour's minutes are known.
struct hour_values {
  utc_hour start;
  std::vector<double> peak;   // the highest known minute
  std::vector<double> total;  // the mean of the known minutes x 3,600

  [[nodiscard]] std::size_t known() const;
  [[nodiscard]] utc_hour end() const { return start + static_cast<std::int64_t>(peak.size()); }
};

// Whole and begun clock hours of the newest `most` ones; an hour still in progress counts when half of it is known.
[[nodiscard]] hour_values by_hour(const minute_history& history, std::size_t most);

}  // namespace headroom::forecast
