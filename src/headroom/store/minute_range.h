#pragma once

#include <cstddef>

#include "headroom/base/time.h"

namespace headroom::store {

// Minutes from `first` up to, but without, `end`.
struct minute_range {
  utc_minute first;
  utc_minute end;

  [[nodiscard]] constexpr bool empty() const { return end <= first; }
  [[nodiscard]] constexpr std::size_t minutes() const { return empty() ? 0 : static_cast<std::size_t>(end - first); }
  friend constexpr bool operator==(const minute_range&, const minute_range&) = default;
};

inline constexpr std::int64_t minutes_per_day = 1440;

// A UTC day: whole days since 1970-01-01.
[[nodiscard]] constexpr std::int64_t day_of(utc_minute minute) { return floor_div(minute.index, minutes_per_day); }
[[nodiscard]] constexpr utc_minute start_of_day(std::int64_t day) { return {day * minutes_per_day}; }

}  // namespace headroom::store
