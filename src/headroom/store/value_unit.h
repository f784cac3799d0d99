#pragma once

#include <cmath>
#include <cstdint>

#include "headroom/store/many_targets.h"

namespace headroom::store {

// How a figure is held as an integer, exactly: reading it back gives the same bits. The numbers are part of the format.
enum class value_unit : std::uint8_t {
  raw = 0,         // no integer says it: the bits of the double
  whole = 1,       // n
  milli = 2,       // n / 1000, Temporal's three decimals
  micro = 3,       // n / 1,000,000
  per_minute = 4,  // n events in the minute as Temporal prints them per second: round(n x 1000 / 60) / 1000
  deci = 5,        // n / 10, from other sources
  centi = 6,       // n / 100
};

// Integers stay below this, so that differences and doubles of them are exact.
inline constexpr std::int64_t integer_max = std::int64_t{1} << 50;
inline constexpr std::int64_t per_minute_max = std::int64_t{1} << 40;

[[nodiscard]] HEADROOM_PIECE double value_of(std::int64_t n, value_unit unit) {
  switch (unit) {
    case value_unit::milli:
      return static_cast<double>(n) / 1e3;
    case value_unit::micro:
      return static_cast<double>(n) / 1e6;
    case value_unit::deci:
      return static_cast<double>(n) / 10;
    case value_unit::centi:
      return static_cast<double>(n) / 100;
    // n x 1000 / 60 = n x 50 / 3, rounded to the nearest integer. Its fraction is never one half, so that the third may
    // be taken by a product: half a unit more keeps it a sixth away from where it would round otherwise.
    case value_unit::per_minute:
      return std::floor((static_cast<double>(n) * 50 + 1.5) * (1.0 / 3)) / 1e3;
    case value_unit::raw:
    case value_unit::whole:
      break;
  }
  return static_cast<double>(n);
}

// Whether `value` is exactly an integer number of the unit, and which one.
[[nodiscard]] HEADROOM_PIECE bool to_integer(double value, value_unit unit, std::int64_t& n) {
  constexpr double scale_of[] = {0, 1, 1e3, 1e6, 60, 10, 100};
  const double scaled = std::nearbyint(value * scale_of[static_cast<int>(unit)]);
  // Also false for NaN.
  const auto most = static_cast<double>(unit == value_unit::per_minute ? per_minute_max : integer_max);
  if (!(scaled >= 0 && scaled < most) || std::signbit(value)) return false;
  n = static_cast<std::int64_t>(scaled);
  return value_of(n, unit) == value;
}

}  // namespace headroom::store
