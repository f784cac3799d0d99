#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace headroom::openmetrics {

// A set of 64-bit hashes, of which 56 bits count: open addressing, at most half full. Whoever meets a hash that is
// already there has either seen the thing before or met a collision, and must find out otherwise.
//
// A set of a million hashes does not fit into the caches, and waiting for memory at each of them would take longer than
// all the rest of parsing. So a hash is only noted at first, while its place is fetched, and put in with a batch of
// others later; the answer then comes late too. Emptying the set must not touch memory either: each slot carries the
// number of the round that it was filled in, and those of other rounds are free.
class hash_set {
 public:
  // Empties it and keeps the room.
  void clear();

  // False when one of the hashes noted before was there already.
  bool insert_later(std::uint64_t hash) {
    __builtin_prefetch(slots_.data() + place_of(hash), 1);
    notes_[noted_++] = hash;
    return noted_ < notes_.size() || flush();
  }
  // Puts in what is noted; false as above.
  bool flush();

  // At once. False when the hash was there.
  bool insert(std::uint64_t hash) { return flush() && put(hash); }

 private:
  static constexpr std::uint64_t round_bits = 0xFF;

  // The lowest bits make room for the round's number.
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const { return (hash >> 8U) & mask_; }

  bool put(std::uint64_t hash) {
    if (used_ * 2 >= slots_.size()) [[unlikely]] {
      grow();
    }
    const std::uint64_t wanted = (hash & ~round_bits) | round_;
    for (std::size_t at = place_of(hash);; at = (at + 1) & mask_) {
      const std::uint64_t difference = slots_[at] ^ wanted;
      if (difference == 0) return false;
      if ((difference & round_bits) != 0) {
        slots_[at] = wanted;
        ++used_;
        return true;
      }
    }
  }
  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::uint64_t round_ = 1;  // 1 to 255; 0 marks slots that were never filled
  std::array<std::uint64_t, 64> notes_{};
  std::size_t noted_ = 0;
};

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
