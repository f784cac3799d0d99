#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headroom::openmetrics {

// A set of 64-bit hashes, of which all bits but the lowest count. Whoever meets a hash that is already there has either
// seen the thing before or met a collision, and must find out otherwise.
//
// A table of a million hashes does not fit into the caches, and fetching its lines would take longer than all the rest
// of parsing. So hashes are only noted, dealt out into piles by their highest bits, and looked at together at the end.
// Each of a pile is put into a small table where its place is free; those that find another one there go on to the next
// round, whose places are chosen by other bits. Nothing in it depends on a branch, and two equal hashes meet: they have
// the same place in every round. The answer comes late, and costs the same few nanoseconds a hash whatever their
// number.
class hash_set {
 public:
  hash_set() { clear(); }
  hash_set(const hash_set&) = delete;  // the piles point into what is dealt
  hash_set& operator=(const hash_set&) = delete;
  ~hash_set() = default;

  // Empties it and keeps the room.
  void clear();

  void insert(std::uint64_t hash) {
    if (noted_ == notes_.size()) [[unlikely]]
      deal();
    notes_[noted_++] = hash;
  }
  // False when some hash was inserted twice.
  [[nodiscard]] bool all_differ();

 private:
  static constexpr std::size_t line = 8;  // hashes in a cache line
  static constexpr std::size_t pile_count = 256;
  static constexpr unsigned pile_shift = 56;

  static constexpr std::size_t most_notes = 1024;

  struct pile {
    std::uint64_t* at = nullptr;  // where the next one goes
    std::uint64_t* end = nullptr;
  };

  [[nodiscard]] std::span<const std::uint64_t> dealt_to(std::size_t i) const {
    const auto* begin = dealt_.data() + i * stride_;
    return {begin, static_cast<std::size_t>(piles_[i].at - begin)};
  }
  void clear_piles();
  void deal();
  void grow();
  [[nodiscard]] bool rest_differ();
  void put(std::span<const std::uint64_t> hashes, unsigned shift, std::size_t mask);

  std::array<std::uint64_t, most_notes> notes_{};
  std::size_t noted_ = 0;
  std::array<pile, pile_count> piles_;
  std::vector<std::uint64_t> dealt_;  // a pile every `stride_`
  std::size_t stride_ = 0;
  bool crowded_ = false;

  // Of the piles that are looked at.
  std::vector<std::uint64_t> table_;   // 0: a free place
  std::vector<std::uint64_t> turned_;  // away, from a place that was taken
  std::size_t turned_count_ = 0;
  bool met_ = false;
};

}  // namespace headroom::openmetrics
