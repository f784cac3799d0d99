#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/store/bit_stream.h"
#include "headroom/store/residual_alphabet.h"

namespace headroom::store {

inline constexpr int frequency_bits = 11;
inline constexpr std::uint32_t frequency_sum = 1 << frequency_bits;

// How often each symbol comes, in 2048ths; what comes at all has at least one.
struct frequency_table {
  std::array<std::uint16_t, symbol_count> frequency{};

  // `counts` must not be all zero.
  [[nodiscard]] static frequency_table of(std::span<const std::uint32_t, symbol_count> counts);
  // The one symbol that is sure to come, or -1.
  [[nodiscard]] int only_symbol() const;

  void write(bit_writer& bits) const;
  // False for a table that no writer makes.
  [[nodiscard]] bool read(bit_reader& bits);
};

// The decoder's view: for each of 2048 places the symbol (10 bits), its frequency less one (11) and the place within it
// (11). 8 kB, so that a few of them stay in the nearest cache.
using decode_table = std::array<std::uint32_t, frequency_sum>;
void fill_decode_table(const frequency_table& from, decode_table& to);

}  // namespace headroom::store
