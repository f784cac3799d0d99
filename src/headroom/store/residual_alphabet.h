#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace headroom::store {

// How a difference between a figure and what was predicted becomes a symbol (which is entropy-coded) and extra bits
// (which are not, for they are as good as random): exact up to 7, four symbols an octave up to 2^22, one above. Within
// a symbol the density of smooth data hardly changes, so that little is lost. Symbol 0 says that the figure itself is
// zero, whatever was predicted: idle minutes are the commonest of all.
//
// Format 1 had one symbol an octave from 2^16 on. Those of the octaves that are finer now are still read; the finer
// ones follow after all others.
inline constexpr int symbol_count = 236;
inline constexpr int zero_symbol = 0;
inline constexpr int exact_symbol = 1;  // the difference is 0
inline constexpr int extra_bits_at_once = 20;
// What a zero_symbol decodes to: no difference is that large.
inline constexpr std::int64_t zero_mark = -(std::int64_t{1} << 54);

namespace alphabet {

inline constexpr int first_octave = 3;        // below it differences are exact
inline constexpr int fine_octaves_end = 16;   // up to here as in format 1
inline constexpr int later_octaves_end = 22;  // fine since format 2
inline constexpr int octaves_end = 50;
inline constexpr int exact_buckets = 7;
inline constexpr int coarse_buckets = exact_buckets + 4 * (fine_octaves_end - first_octave);  // the first of them
inline constexpr int later_buckets = coarse_buckets + octaves_end - fine_octaves_end;         // the first of them
inline constexpr int bucket_count = later_buckets + 4 * (later_octaves_end - fine_octaves_end);
static_assert(symbol_count == 2 + 2 * bucket_count);

// Magnitudes from 1 on; bucket b is the symbols 2 + 2b (positive) and 3 + 2b (negative).
[[nodiscard]] constexpr int bucket_of(std::uint64_t magnitude) {
  if (magnitude <= exact_buckets) return static_cast<int>(magnitude) - 1;
  const int octave = static_cast<int>(std::bit_width(magnitude)) - 1;
  const int quarter = static_cast<int>((magnitude >> (octave - 2)) & 3);
  if (octave < fine_octaves_end) return exact_buckets + 4 * (octave - first_octave) + quarter;
  if (octave < later_octaves_end) return later_buckets + 4 * (octave - fine_octaves_end) + quarter;
  return coarse_buckets + octave - fine_octaves_end;
}

struct bucket_range {
  std::int64_t first = 0;  // the least magnitude
  int extra_bits = 0;      // it has 2^extra_bits of them
};

[[nodiscard]] constexpr bucket_range range_of(int bucket) {
  if (bucket < exact_buckets) return {bucket + 1, 0};
  if (bucket >= coarse_buckets && bucket < later_buckets) {
    const int octave = fine_octaves_end + bucket - coarse_buckets;
    return {std::int64_t{1} << octave, octave};
  }
  const int quarters = bucket < coarse_buckets ? bucket - exact_buckets : bucket - later_buckets;
  const int octave = (bucket < coarse_buckets ? first_octave : fine_octaves_end) + quarters / 4;
  return {(std::int64_t{4} + quarters % 4) << (octave - 2), octave - 2};
}

// Whether differences are still written as this bucket.
[[nodiscard]] constexpr bool is_written(int bucket) {
  return bucket_of(static_cast<std::uint64_t>(range_of(bucket).first)) == bucket;
}

struct symbol_values {
  std::array<std::int64_t, 256> first{};  // the difference with extra bits 0
  std::array<std::uint8_t, 256> extra{};  // how many extra bits
  // As the decoder wants them: the difference is `start + (extra bits ^ flip)`.
  std::array<std::int64_t, 256> start{};
  std::array<std::int8_t, 256> flip{};
  std::array<std::uint8_t, 256> loudness{};  // grows with the magnitude
};

constexpr symbol_values make_symbol_values() {
  symbol_values values;
  values.first[zero_symbol] = zero_mark;
  for (int symbol = 2; symbol < symbol_count; ++symbol) {
    const bucket_range range = range_of((symbol - 2) / 2);
    values.first[static_cast<std::size_t>(symbol)] = symbol % 2 == 0 ? range.first : -range.first;
    values.extra[static_cast<std::size_t>(symbol)] = static_cast<std::uint8_t>(range.extra_bits);
    const int octave = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(range.first)));
    const auto within = static_cast<int>(static_cast<std::uint64_t>(range.first) * 4 >> (octave - 1)) & 3;
    values.loudness[static_cast<std::size_t>(symbol)] = static_cast<std::uint8_t>(4 * octave + within);
  }
  for (std::size_t i = 0; i < values.start.size(); ++i) {
    values.flip[i] = i > zero_symbol && values.first[i] < 0 ? -1 : 0;
    values.start[i] = values.first[i] - values.flip[i];
  }
  return values;
}

inline constexpr symbol_values values = make_symbol_values();

[[nodiscard]] constexpr std::uint8_t find_symbol(std::int64_t difference) {
  if (difference == 0) return exact_symbol;
  const auto magnitude = static_cast<std::uint64_t>(difference < 0 ? -difference : difference);
  return static_cast<std::uint8_t>(2 + 2 * bucket_of(magnitude) + (difference < 0));
}

// Those of small differences, which are nearly all, are looked up.
inline constexpr std::int64_t near_max = 1024;
constexpr std::array<std::uint8_t, 2 * near_max> make_near_symbols() {
  std::array<std::uint8_t, 2 * near_max> symbols{};
  for (std::int64_t i = 0; i < 2 * near_max; ++i) symbols[static_cast<std::size_t>(i)] = find_symbol(i - near_max);
  return symbols;
}
inline constexpr std::array<std::uint8_t, 2 * near_max> near_symbols = make_near_symbols();

}  // namespace alphabet

// |difference| < 2^50.
[[nodiscard]] constexpr std::uint8_t symbol_of(std::int64_t difference) {
  const auto place = static_cast<std::uint64_t>(difference + alphabet::near_max);
  return place < alphabet::near_symbols.size() ? alphabet::near_symbols[place] : alphabet::find_symbol(difference);
}

struct coded_residual {
  std::uint8_t symbol = 0;
  std::uint64_t extra = 0;
};

[[nodiscard]] constexpr coded_residual code_of(std::int64_t difference) {
  const std::uint8_t symbol = symbol_of(difference);
  const auto magnitude = static_cast<std::uint64_t>(difference < 0 ? -difference : difference);
  const std::uint64_t mask = (std::uint64_t{1} << alphabet::values.extra[symbol]) - 1;
  return {symbol, magnitude & mask};
}

}  // namespace headroom::store
