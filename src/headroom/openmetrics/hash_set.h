#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom::openmetrics {

// A set of 64-bit hashes, of which 56 bits count. Whoever meets a hash that is already there has either seen the thing
// before or met a collision, and must find out otherwise.
//
// A table of a million hashes does not fit into the caches, and fetching its lines would take longer than all the rest
// of parsing. So hashes are only noted, one behind the other, and looked at together at the end: they are dealt out by
// their highest bits into piles that fit into the first cache, and each pile is put into a small table. The answer
// comes late, and costs the same few nanoseconds a hash whatever their number.
class hash_set {
 public:
  // Empties it and keeps the room.
  void clear() { noted_ = 0; }

  void insert(std::uint64_t hash) {
    if (noted_ == notes_.size()) [[unlikely]]
      grow();
    notes_[noted_++] = hash;
  }
  // False when some hash was inserted twice.
  [[nodiscard]] bool all_differ();

 private:
  void grow();
  void deal(unsigned pile_bits);
  bool pile_differs(std::span<const std::uint64_t> pile);

  std::vector<std::uint64_t> notes_;
  std::size_t noted_ = 0;
  std::vector<std::uint64_t> dealt_;    // the notes, pile by pile
  std::vector<std::size_t> pile_ends_;  // in dealt_
  std::vector<std::uint64_t> table_;    // of one pile
  std::uint64_t round_ = 0;             // in the lowest bits of the slots that it filled; others are free
};

}  // namespace headroom::openmetrics
