#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

#include "sim/load.h"

#include "headroom/base/time.h"

namespace headroom::sim {

// What capacity-info says of a trailing week; actions per second.
struct week_stats {
  double mean_aps = 0, p90_aps = 0, p99_aps = 0;
};

// A load with its minutes remembered, so that trailing weeks and bills do not compute them again. Not safe to share
// between threads without a lock; at most 70 days are held.
class load_window {
 public:
  explicit load_window(load l) : load_(std::move(l)) {}

  [[nodiscard]] std::int64_t actions(utc_minute m);
  [[nodiscard]] double aps(utc_minute m) { return static_cast<double>(actions(m)) / 60.0; }

  // Over the 10,080 minutes before the hour begins.
  [[nodiscard]] const week_stats& trailing_week(utc_hour h);
  [[nodiscard]] std::int64_t hour_actions(utc_hour h);
  [[nodiscard]] double hour_peak_aps(utc_hour h);

 private:
  using day = std::array<std::uint32_t, 1440>;
  const day& day_of(std::int64_t index);

  load load_;
  std::unordered_map<std::int64_t, std::unique_ptr<day>> days_;
  std::unordered_map<std::int64_t, week_stats> weeks_;
};

}  // namespace headroom::sim
