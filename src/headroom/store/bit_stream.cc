#include "headroom/store/bit_stream.h"

#include <algorithm>
#include <array>
#include <bit>

#include "headroom/store/little_endian.h"

namespace headroom::store {

void bit_writer::array(std::span<const std::uint64_t> numbers) {
  if (numbers.empty()) return;
  const auto [least, most] = std::ranges::minmax(numbers);
  const auto width = static_cast<int>(std::bit_width(most - least));
  gamma(least + 1);
  bits(static_cast<std::uint64_t>(width), 6);
  for (const std::uint64_t number : numbers) bits(number - least, width);
}

// The bits from the current one on, at least 56 of them; zeros beyond the end.
std::uint64_t bit_reader::window() const {
  const std::size_t byte = at_ / 8;
  std::array<std::byte, 8> bytes{};
  if (byte + 8 <= bytes_.size()) {
    std::copy_n(bytes_.data() + byte, 8, bytes.data());
  } else if (byte < bytes_.size()) {
    std::ranges::copy(bytes_.subspan(byte), bytes.begin());
  }
  return load_le<std::uint64_t>(bytes.data()) >> (at_ % 8);
}

bool bit_reader::skip(int count) {
  at_ += static_cast<std::size_t>(count);
  if (at_ > bytes_.size() * 8) good_ = false;
  return good_;
}

std::uint64_t bit_reader::bits(int count) {
  if (count == 0) return 0;
  if (count > 56) {
    const std::uint64_t low = bits(32);
    return low | (bits(count - 32) << 32);
  }
  const std::uint64_t seen = window();
  return skip(count) ? seen & ((std::uint64_t{1} << count) - 1) : 0;
}

std::uint64_t bit_reader::gamma() {
  if (!good_) return 0;
  const std::uint64_t seen = window();
  if (const int log = std::countr_zero(seen); log < 28) {  // zeros, a one and the number's bits are all in the window
    return skip(2 * log + 1) ? (std::uint64_t{1} << log) | ((seen >> (log + 1)) & ((std::uint64_t{1} << log) - 1)) : 0;
  }
  int log = 0;
  while (good_ && bits(1) == 0) {
    if (++log > 62) good_ = false;
  }
  return good_ ? (std::uint64_t{1} << log) | bits(log) : 0;
}

bool bit_reader::array(std::span<std::uint64_t> numbers) {
  if (numbers.empty()) return good_;
  const std::uint64_t least = gamma() - 1;
  const auto width = static_cast<int>(bits(6));
  if (!good_ || width > 60) return false;
  for (std::uint64_t& number : numbers) number = least + bits(width);
  return good_;
}

}  // namespace headroom::store
