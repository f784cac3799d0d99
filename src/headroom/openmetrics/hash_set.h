#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
    __builtin_prefetch(slots_.data() + (hash >> place_shift & mask_), 1);
    notes_[noted_++] = hash;
    return noted_ < notes_.size() || flush();
  }
  // Puts in what is noted; false as above.
  bool flush();

 private:
  static constexpr std::uint64_t round_bits = 0xFF;  // the lowest bits make room for the round's number
  static constexpr unsigned place_shift = 8;

  void grow();

  std::vector<std::uint64_t> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
  std::uint64_t round_ = 1;  // 1 to 255; 0 marks slots that were never filled
  std::array<std::uint64_t, 64> notes_{};
  std::size_t noted_ = 0;
};

}  // namespace headroom::openmetrics
