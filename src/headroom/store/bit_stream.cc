#include "headroom/store/bit_stream.h"

#include <algorithm>
#include <array>

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

std::uint64_t bit_reader::bits(int count) {
  if (count == 0) return 0;
  if (count > 56) {
    const std::uint64_t low = bits(32);
    return low | (bits(count - 32) << 32);
  }
  const std::size_t byte = at_ / 8;
  std::array<std::byte, 8> window{};
  if (byte + 8 <= bytes_.size()) {
    std::copy_n(bytes_.data() + byte, 8, window.data());
  } else if (byte < bytes_.size()) {
    std::ranges::copy(bytes_.subspan(byte), window.begin());
  }
  const int shift = static_cast<int>(at_ % 8);
  at_ += static_cast<std::size_t>(count);
  if (at_ > bytes_.size() * 8) good_ = false;
  return good_ ? (load_le<std::uint64_t>(window.data()) >> shift) & ((std::uint64_t{1} << count) - 1) : 0;
}

std::uint64_t bit_reader::gamma() {
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
