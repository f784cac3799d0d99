#pragma once

#include <optional>
#include <vector>

#include "headroom/base/time.h"

namespace headroom {

// Load over time at a fixed step, for pictures and for advice that looks further back than a minute: the highest minute
// and the mean of each step in actions per second; empty is unknown.
struct load_history {
  utc_minute start;
  int step_minutes = 60;
  std::vector<std::optional<double>> peak_aps;
  std::vector<std::optional<double>> mean_aps;  // as long as peak_aps, or empty where means were not kept

  friend bool operator==(const load_history&, const load_history&) = default;
};

}  // namespace headroom
