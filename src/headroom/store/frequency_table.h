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
  [[nodiscard]] bool any() const;

  void write(bit_writer& bits) const;
  // False for a table that no writer makes.
  [[nodiscard]] bool read(bit_reader& bits);
};

// The decoder's view of each of 2048 places. 10 kB, so that a few tables stay in the nearest cache; in pieces that are
// loaded as they are, because the decoder has more loads to spare than shifts.
struct decode_table {
  struct place {
    std::uint16_t frequency;
    std::uint16_t within;  // the place within its symbol's
  };
  std::array<place, frequency_sum> places;
  std::array<std::uint8_t, frequency_sum> symbols;
};
void fill_decode_table(const frequency_table& from, decode_table& to);

}  // namespace headroom::store
