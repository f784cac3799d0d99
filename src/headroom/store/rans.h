#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/store/frequency_table.h"
#include "headroom/store/little_endian.h"
#include "headroom/store/many_targets.h"
#include "headroom/store/residual_alphabet.h"

namespace headroom::store {

// Range asymmetric numeral systems (Duda, arXiv:1311.2540, 2013) with a 64-bit state and 32-bit words. The state stays
// in [2^31, 2^63). Its first value carries 31 bits of the caller's for free, and the decoder ends on it.
inline constexpr std::uint64_t rans_low = std::uint64_t{1} << 31;

struct encode_table {
  std::array<std::uint32_t, symbol_count> frequency{};
  std::array<std::uint32_t, symbol_count> before{};  // sum of the frequencies of smaller symbols

  explicit encode_table(const frequency_table& from) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < symbol_count; ++i) {
      frequency[i] = from.frequency[i];
      before[i] = sum;
      sum += frequency[i];
    }
  }
};

// Takes what is to be decoded last first.
class rans_encoder {
 public:
  explicit rans_encoder(std::uint32_t carried) : state_(rans_low | (carried & (rans_low - 1))) {}

  void push(const encode_table& table, coded_residual code) {
    int extra_bits = alphabet::values.extra[code.symbol];
    if (extra_bits > extra_bits_at_once) {
      const int later = extra_bits - extra_bits_at_once;
      make_room(std::uint64_t{1} << (63 - later));
      state_ = (state_ << later) | (code.extra >> extra_bits_at_once);
      extra_bits = extra_bits_at_once;
    }
    const std::uint64_t frequency = table.frequency[code.symbol];
    make_room(frequency << (63 - frequency_bits - extra_bits));
    state_ = (state_ << extra_bits) | (code.extra & ((std::uint64_t{1} << extra_bits) - 1));
    state_ = ((state_ / frequency) << frequency_bits) + state_ % frequency + table.before[code.symbol];
  }

  // The state in 4 to 7 bytes (as many as make the length modulo 4 tell), then the words in decoding order.
  [[nodiscard]] std::vector<std::byte> finish() {
    if (state_ >> 56 != 0) make_room(0);
    std::vector<std::byte> bytes;
    std::uint64_t left = state_;
    while (left != 0 || bytes.size() < 4) {
      bytes.push_back(static_cast<std::byte>(left & 0xff));
      left >>= 8;
    }
    for (auto word = words_.rbegin(); word != words_.rend(); ++word) append_le(bytes, *word);
    return bytes;
  }

 private:
  void make_room(std::uint64_t limit) {
    if (state_ < limit) return;
    words_.push_back(static_cast<std::uint32_t>(state_));
    state_ >>= 32;
  }

  std::uint64_t state_;
  std::vector<std::uint32_t> words_;
};

// One stream being decoded. It may read up to 8 bytes a symbol beyond its end, so they must be readable; what it reads
// there is noticed by finished().
struct rans_decoder {
  std::uint64_t state = 0;
  const std::byte* at = nullptr;

  // At least 4 bytes.
  void start(std::span<const std::byte> bytes) {
    const std::size_t state_bytes = 4 + bytes.size() % 4;
    state = 0;
    for (std::size_t i = 0; i < state_bytes; ++i) state |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    at = bytes.data() + state_bytes;
    refill();
  }

  HEADROOM_PIECE void refill() {
    // Whether a word is due is as good as random: a conditional move, never a branch.
    const bool low = __builtin_unpredictable(state < rans_low);
    const std::uint64_t more = (state << 32) | load_le<std::uint32_t>(at);
    state = __builtin_unpredictable(low) ? more : state;
    at += static_cast<std::ptrdiff_t>(low) * 4;
  }

  // The next symbol; its difference goes to `difference`.
  HEADROOM_PIECE std::uint32_t next(const decode_table& table, std::int64_t& difference) {
    const std::uint32_t symbol = next_symbol(table);
    const int extra_bits = alphabet::values.extra[symbol];
    if (extra_bits <= extra_bits_at_once) [[likely]] {
      difference = take_extra(symbol);
      return symbol;
    }
    std::uint64_t extra = state & ((std::uint64_t{1} << extra_bits_at_once) - 1);
    state >>= extra_bits_at_once;
    refill();
    const int later = extra_bits - extra_bits_at_once;
    extra |= (state & ((std::uint64_t{1} << later) - 1)) << extra_bits_at_once;
    state >>= later;
    refill();
    difference = alphabet::values.start[symbol] + (static_cast<std::int64_t>(extra) ^ alphabet::values.flip[symbol]);
    return symbol;
  }

  // The difference alone, of a table without symbols of more than extra_bits_at_once.
  HEADROOM_PIECE std::int64_t next_small(const decode_table& table) { return take_extra(next_symbol(table)); }

  HEADROOM_PIECE std::uint32_t next_symbol(const decode_table& table) {
    const std::size_t at_place = state & (frequency_sum - 1);
    const decode_table::place& place = table.places[at_place];
    state = place.frequency * (state >> frequency_bits) + place.within;
    return table.symbols[at_place];
  }

  HEADROOM_PIECE std::int64_t take_extra(std::uint32_t symbol) {
    const unsigned extra_bits = alphabet::values.extra[symbol] & 63U;
    const std::uint64_t above = state >> extra_bits;
    const auto extra = static_cast<std::int64_t>(state - (above << extra_bits));
    state = above;
    refill();
    return alphabet::values.start[symbol] + (extra ^ alphabet::values.flip[symbol]);
  }

  // Whether everything was read, and nothing beyond; then `carried` is what the encoder was given.
  [[nodiscard]] bool finished(const std::byte* end, std::uint32_t& carried) const {
    carried = static_cast<std::uint32_t>(state & (rans_low - 1));
    return at == end && (state >> 31) == 1;
  }
};

}  // namespace headroom::store
