#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::openmetrics {

// A set of 64-bit hashes: open addressing, at most half full, so that a probe is nearly always one cache line. Whoever
// meets a hash that is already there has either seen the thing before or met a collision, and must find out otherwise.
class hash_set {
 public:
  // Empties it and keeps the room.
  void clear() {
    std::ranges::fill(slots_, 0);
    used_ = 0;
  }

  // False when the hash was there.
  bool insert(std::uint64_t hash) {
    if (used_ * 2 >= slots_.size()) [[unlikely]] {
      grow();
    }
    hash += hash == 0 ? 1U : 0U;  // 0 marks a free slot
    std::size_t at = hash & mask_;
    while (slots_[at] != 0) {
      if (slots_[at] == hash) return false;
      at = (at + 1) & mask_;
    }
    slots_[at] = hash;
    ++used_;
    return true;
  }

  // Begins to fetch what insert() will look at.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(slots_.data() + (hash & mask_), 1); }

 private:
  void grow() {
    auto old = std::exchange(slots_, std::vector<std::uint64_t>(std::max<std::size_t>(1024, slots_.size() * 2)));
    mask_ = slots_.size() - 1;
    for (const auto hash : old) {
      if (hash == 0) continue;
      std::size_t at = hash & mask_;
      while (slots_[at] != 0) at = (at + 1) & mask_;
      slots_[at] = hash;
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

// A 64-bit hash of bytes, for texts off the hot path.
std::uint64_t hash_text(std::string_view text, std::uint64_t seed);

}  // namespace headroom::openmetrics
