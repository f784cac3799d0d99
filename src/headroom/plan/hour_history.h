#pragma once

#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::plan {

// The loads of the last hours, minute by minute; NaN where unknown.
class hour_history {
 public:
  using hour_loads = std::array<double, 60>;

  explicit hour_history(int hours) : ring_(static_cast<std::size_t>(hours)) {}

  // Minutes come in order; those that are left out are unknown.
  void add(utc_minute minute, std::optional<double> load_aps) {
    if (!load_aps) return;
    const utc_hour hour = hour_of(minute);
    auto& place = at(hour);
    if (place.hour != hour) place = {.hour = hour};
    place.loads[static_cast<std::size_t>(minute - start_of(hour))] = *load_aps;
  }

  // Null when nothing is known of the hour, or no longer.
  [[nodiscard]] const hour_loads* find(utc_hour hour) const {
    const auto& place = ring_[index(hour)];
    return place.hour == hour ? &place.loads : nullptr;
  }

 private:
  struct slot {
    utc_hour hour{std::numeric_limits<std::int64_t>::min()};
    hour_loads loads = unknown_hour();
  };

  static constexpr hour_loads unknown_hour() {
    hour_loads out{};
    out.fill(std::numeric_limits<double>::quiet_NaN());
    return out;
  }

  [[nodiscard]] std::size_t index(utc_hour hour) const {
    const auto size = static_cast<std::int64_t>(ring_.size());
    return static_cast<std::size_t>(hour.index - floor_div(hour.index, size) * size);
  }
  slot& at(utc_hour hour) { return ring_[index(hour)]; }

  std::vector<slot> ring_;
};

}  // namespace headroom::plan
