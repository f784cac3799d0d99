#pragma once

#include <optional>
#include <vector>

#include "headroom/base/time.h"

namespace headroom {

// Load over time at a fixed step, for pictures: the highest minute of each step in actions per second; empty is
// unknown.
struct load_history {
  utc_minute start;
  int step_minutes = 60;
  std::vector<std::optional<double>> peak_aps;
};

}  // namespace headroom
