#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom {

// A UTC minute, named by its start: whole minutes since 1970-01-01T00:00Z.
struct utc_minute {
  std::int64_t index = 0;

  friend constexpr auto operator<=>(utc_minute, utc_minute) = default;
  friend constexpr utc_minute operator+(utc_minute m, std::int64_t minutes) { return {m.index + minutes}; }
  friend constexpr utc_minute operator-(utc_minute m, std::int64_t minutes) { return {m.index - minutes}; }
  friend constexpr std::int64_t operator-(utc_minute a, utc_minute b) { return a.index - b.index; }
};

// A UTC clock hour, the billing unit: whole hours since 1970-01-01T00:00Z.
struct utc_hour {
  std::int64_t index = 0;

  friend constexpr auto operator<=>(utc_hour, utc_hour) = default;
  friend constexpr utc_hour operator+(utc_hour h, std::int64_t hours) { return {h.index + hours}; }
  friend constexpr utc_hour operator-(utc_hour h, std::int64_t hours) { return {h.index - hours}; }
  friend constexpr std::int64_t operator-(utc_hour a, utc_hour b) { return a.index - b.index; }
};

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0) && ((a % b < 0) != (b < 0)));
}
constexpr utc_hour hour_of(utc_minute m) { return {floor_div(m.index, 60)}; }
constexpr utc_minute start_of(utc_hour h) { return {h.index * 60}; }
constexpr utc_minute minute_of_unix_seconds(std::int64_t seconds) { return {floor_div(seconds, 60)}; }

// "2026-01-05T00:00:00Z".
std::string to_string(utc_minute m);
// Reads "2026-01-05T00:00:00Z" (also without seconds, with "+00:00" or with a blank for the T). Seconds must be 0; the
// years are 1970 to 9999; anything else is invalid_argument.
[[nodiscard]] result<utc_minute> parse_utc_minute(std::string_view text);

// An instant in whole milliseconds since 1970, for logs and APIs: "2026-01-05T00:00:00.123Z".
std::string to_rfc3339(std::int64_t unix_milliseconds);

}  // namespace headroom
