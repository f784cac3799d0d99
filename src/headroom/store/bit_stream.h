#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom::store {

// Bits from the lowest up, for the heads of column chunks: small, written once, read once.
class bit_writer {
 public:
  void bits(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) push((value >> i) & 1);
  }
  // Elias gamma of a number from 1 on: 2 floor(log2 n) + 1 bits.
  void gamma(std::uint64_t n) {
    const int log = static_cast<int>(std::bit_width(n)) - 1;
    for (int i = 0; i < log; ++i) push(0);
    push(1);
    bits(n, log);
  }
  // Numbers beside each other as differences to the least, in as many bits as the largest difference needs.
  void array(std::span<const std::uint64_t> numbers);

  [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  void push(std::uint64_t bit) {
    if (used_ % 8 == 0) bytes_.push_back(std::byte{0});
    bytes_.back() |= static_cast<std::byte>(bit << (used_ % 8));
    ++used_;
  }
  std::vector<std::byte> bytes_;
  std::size_t used_ = 0;
};

// Reads what bit_writer wrote. Beyond the end everything is 0 and `good` turns false.
class bit_reader {
 public:
  explicit bit_reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint64_t bits(int count);
  std::uint64_t gamma();
  // False when the array is not plausible.
  [[nodiscard]] bool array(std::span<std::uint64_t> numbers);
  [[nodiscard]] bool good() const { return good_; }

 private:
  [[nodiscard]] std::uint64_t window() const;
  bool skip(int count);

  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;  // bit
  bool good_ = true;
};

}  // namespace headroom::store
