#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headroom::openmetrics {

// A set of 64-bit hashes: open addressing, at most half full. Whoever meets a hash that is already there has either
// seen the thing before or met a collision, and must find out otherwise.
//
// A set of a million hashes does not fit into the caches, and waiting for memory at each of them would take longer than
// all the rest of parsing. So a hash is only noted at first, while its place is fetched, and put in with a batch of
// others later; the answer then comes late too.
class hash_set {
 public:
  // Empties it and keeps the room.
  void clear() {
    std::ranges::fill(slots_, 0);
    used_ = 0;
    noted_ = 0;
  }

  // False when one of the hashes noted before was there already.
  bool insert_later(std::uint64_t hash) {
    __builtin_prefetch(slots_.data() + (hash & mask_), 1);
    notes_[noted_++] = hash;
    return noted_ < notes_.size() || flush();
  }
  // Puts in what is noted; false as above.
  bool flush();

  // At once. False when the hash was there.
  bool insert(std::uint64_t hash) { return flush() && put(hash); }

 private:
  bool put(std::uint64_t hash) {
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
  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::array<std::uint64_t, 64> notes_{};
  std::size_t noted_ = 0;
};

// A 64-bit hash of bytes, for texts off the hot path.
std::uint64_t hash_text(std::string_view text, std::uint64_t seed);

}  // namespace headroom::openmetrics
