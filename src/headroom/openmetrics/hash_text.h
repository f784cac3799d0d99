#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace headroom::openmetrics {
namespace detail {

inline std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

template <typename Word>
std::uint64_t word_at(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

}  // namespace detail

// A 64-bit hash of bytes, for names. Folded 64 x 64 -> 128 bit multiplication over words that overlap at the end, as in
// wyhash (Wang Yi).
inline std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
  using detail::folded_product;
  using detail::word_at;
  constexpr std::uint64_t k0 = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t k1 = 0xbf58476d1ce4e5b9;
  const char* at = text.data();
  std::size_t left = text.size();
  seed ^= k0;
  for (; left > 16; at += 16, left -= 16)
    seed = folded_product(word_at<std::uint64_t>(at) ^ k1, word_at<std::uint64_t>(at + 8) ^ seed);
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  if (left >= 8) {
    first = word_at<std::uint64_t>(at);
    last = word_at<std::uint64_t>(at + left - 8);
  } else if (left >= 4) {
    first = word_at<std::uint32_t>(at);
    last = word_at<std::uint32_t>(at + left - 4);
  } else if (left > 0) {
    first = static_cast<std::uint8_t>(at[0]);
    last = static_cast<std::uint64_t>(static_cast<std::uint8_t>(at[left / 2])) << 8U |
           static_cast<std::uint8_t>(at[left - 1]);
  }
  return folded_product(k1 ^ text.size(), folded_product(first ^ k1, last ^ seed));
}

}  // namespace headroom::openmetrics
