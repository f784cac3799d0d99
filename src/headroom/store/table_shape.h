#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "headroom/store/bit_stream.h"
#include "headroom/store/frequency_table.h"

namespace headroom::store {

// A frequency table in 24 bits, where a written one takes a hundred bytes: differences of real loads are much like a
// Student t distribution, so its width and the weight of its tails say nearly all. With it a small account has as many
// kinds of hours as a large one, which shares its tables among hundreds of namespaces.
struct table_shape {
  std::uint8_t width = 0;   // 0 to 95: a quarter of an octave each
  std::uint8_t tail = 0;    // 0 to 3: 2, 4, 8 or 32 degrees of freedom
  std::uint8_t zeros = 0;   // 0 to 15: the share of figures that are zero
  std::uint8_t exacts = 0;  // 0 to 15: the share of differences that are zero, beyond what the distribution has
  std::uint8_t reach = 0;   // 0 to 127: buckets whose differences come at all, by magnitude

  friend bool operator==(const table_shape&, const table_shape&) = default;

  void write(bit_writer& bits) const;
  // False for a shape that no writer makes.
  [[nodiscard]] bool read(bit_reader& bits);
};

inline constexpr int shape_bits = 24;

// The shape's table: the same on every machine.
[[nodiscard]] frequency_table table_of(const table_shape& shape);

// The shape that codes these symbols shortest, or nearly. `counts` must not be all zero.
[[nodiscard]] table_shape fit_shape(std::span<const std::uint32_t, symbol_count> counts);

}  // namespace headroom::store
