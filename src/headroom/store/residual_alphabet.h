#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace headroom::store {

// How a difference between a figure and what was predicted becomes a symbol (which is entropy-coded) and extra bits
// (which are not, for they are as good as random): exact up to 7, four symbols an octave up to 2^16, one above. Within
// a symbol the density of smooth data hardly changes, so that little is lost. Symbol 0 says that the figure itself is
// zero, whatever was predicted: idle minutes are the commonest of all.
inline constexpr int symbol_count = 188;
inline constexpr int zero_symbol = 0;
inline constexpr int exact_symbol = 1;  // the difference is 0
inline constexpr int extra_bits_at_once = 20;
// What a zero_symbol decodes to: no difference is that large.
inline constexpr std::int64_t zero_mark = std::numeric_limits<std::int64_t>::min() / 2;

namespace alphabet {

inline constexpr int fine_octaves_end = 16;
inline constexpr int octaves_end = 50;

// Magnitudes from 1 on; bucket b is the symbols 2 + 2b (positive) and 3 + 2b (negative).
[[nodiscard]] constexpr int bucket_of(std::uint64_t magnitude) {
  if (magnitude < 8) return static_cast<int>(magnitude) - 1;
  const int octave = static_cast<int>(std::bit_width(magnitude)) - 1;
  if (octave < fine_octaves_end) return 7 + 4 * (octave - 3) + static_cast<int>((magnitude >> (octave - 2)) & 3);
  return 7 + 4 * (fine_octaves_end - 3) + octave - fine_octaves_end;
}

struct symbol_values {
  std::array<std::int64_t, 256> first{};  // the difference with extra bits 0
  std::array<std::uint8_t, 256> extra{};  // how many extra bits
};

constexpr symbol_values make_symbol_values() {
  symbol_values values;
  values.first[zero_symbol] = zero_mark;
  for (int b = 0; 2 + 2 * b < symbol_count; ++b) {
    std::int64_t first = b + 1;
    int extra = 0;
    if (b >= 7 && b < 7 + 4 * (fine_octaves_end - 3)) {
      const int octave = 3 + (b - 7) / 4;
      extra = octave - 2;
      first = (std::int64_t{4} + (b - 7) % 4) << extra;
    } else if (b >= 7) {
      extra = fine_octaves_end + b - (7 + 4 * (fine_octaves_end - 3));
      first = std::int64_t{1} << extra;
    }
    for (int sign = 0; sign < 2; ++sign) {
      const std::size_t symbol = 2 + 2 * static_cast<std::size_t>(b) + static_cast<std::size_t>(sign);
      values.first[symbol] = sign == 0 ? first : -first;
      values.extra[symbol] = static_cast<std::uint8_t>(extra);
    }
  }
  return values;
}

inline constexpr symbol_values values = make_symbol_values();

}  // namespace alphabet

struct coded_residual {
  std::uint8_t symbol = 0;
  std::uint64_t extra = 0;
};

// |difference| < 2^50.
[[nodiscard]] constexpr coded_residual code_of(std::int64_t difference) {
  if (difference == 0) return {exact_symbol, 0};
  const bool negative = difference < 0;
  const std::uint64_t magnitude =
      negative ? 0 - static_cast<std::uint64_t>(difference) : static_cast<std::uint64_t>(difference);
  const auto symbol = static_cast<std::uint8_t>(2 + 2 * alphabet::bucket_of(magnitude) + negative);
  const std::uint64_t mask = (std::uint64_t{1} << alphabet::values.extra[symbol]) - 1;
  return {symbol, magnitude & mask};
}

}  // namespace headroom::store
