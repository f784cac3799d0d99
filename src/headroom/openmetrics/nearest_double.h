#pragma once

#include <bit>
#include <cstdint>
#include <fast_float/fast_float.h>

#include "headroom/openmetrics/number.h"

namespace headroom::openmetrics {

// digits x 10^exponent to the nearest double, as scale_decimal, but inline for what is neither subnormal nor close to
// halfway: the digits times the first 64 bits of the power of five leave no doubt then (Lemire, "Number parsing at a
// gigabyte per second", 2021).
[[gnu::always_inline]] inline bool nearest_double(std::uint64_t digits, std::int32_t exponent, double& value) {
  using format = fast_float::binary_format<double>;
  using powers = fast_float::powers;
  constexpr std::uint64_t not_in_mantissa = 0x1FF;  // of the product's upper half: 64 - 52 - 3 bits
  const auto power = static_cast<std::uint32_t>(exponent - powers::smallest_power_of_five);
  constexpr auto most = static_cast<std::uint32_t>(powers::largest_power_of_five - powers::smallest_power_of_five);
  if (digits == 0 || power > most) [[unlikely]]
    return scale_decimal(digits, exponent, value);
  const int zeros = std::countl_zero(digits);
  const auto product =
      static_cast<unsigned __int128>(digits << zeros) * powers::power_of_five_128[std::size_t{2} * power];
  const auto high = static_cast<std::uint64_t>(product >> 64U);
  const auto low = static_cast<std::uint64_t>(product);
  const int upper = static_cast<int>(high >> 63U);
  constexpr int ten_in_bits_16 = 152170 + 65536;  // log2(10), as fast_float has it
  const int power2 = (ten_in_bits_16 * exponent >> 16) + 63 + upper - zeros - format::minimum_exponent();
  const bool doubtful = (high & not_in_mantissa) == not_in_mantissa || low + 1 <= 2;
  if (doubtful || power2 <= 0 || power2 >= format::infinite_power() - 1) [[unlikely]]
    return scale_decimal(digits, exponent, value);
  const std::uint64_t twice = high >> (upper + 9);
  const std::uint64_t mantissa = (twice + (twice & 1U)) >> 1U;  // with its highest bit, which adds one to the exponent
  value = std::bit_cast<double>((static_cast<std::uint64_t>(power2 - 1) << 52U) + mantissa);
  return true;
}

}  // namespace headroom::openmetrics
