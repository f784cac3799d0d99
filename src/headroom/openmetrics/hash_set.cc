#include "headroom/openmetrics/hash_set.h"

#include <algorithm>
#include <utility>

namespace headroom::openmetrics {
namespace {

constexpr std::size_t pile_size = 1024;            // at most, on average
constexpr std::size_t table_size = 4 * pile_size;  // 32 kB
constexpr std::uint64_t round_bits = 0xFF;
constexpr unsigned place_shift = 8;

}  // namespace

void hash_set::grow() { notes_.resize(std::max<std::size_t>(64, notes_.size() * 2)); }

bool hash_set::all_differ() {
  unsigned pile_bits = 0;
  while (noted_ >> pile_bits > pile_size) ++pile_bits;
  if (pile_bits == 0) return pile_differs({notes_.data(), noted_});
  deal(pile_bits);
  std::size_t begin = 0;
  for (const auto end : pile_ends_) {
    if (!pile_differs({dealt_.data() + begin, end - begin})) return false;
    begin = end;
  }
  return true;
}

// Counts, then moves: one pass each, and no hash is moved twice.
void hash_set::deal(unsigned pile_bits) {
  const unsigned shift = 64 - pile_bits;
  pile_ends_.assign(std::size_t{1} << pile_bits, 0);
  for (std::size_t i = 0; i < noted_; ++i) ++pile_ends_[notes_[i] >> shift];
  std::size_t begin = 0;
  for (auto& count : pile_ends_) begin += std::exchange(count, begin);
  if (dealt_.size() < noted_) dealt_.resize(notes_.size());
  for (std::size_t i = 0; i < noted_; ++i) dealt_[pile_ends_[notes_[i] >> shift]++] = notes_[i];
}

// Open addressing. An adversary may choose the hashes' texts so that a pile is larger than the table should hold; the
// search for a repetition is then the slow parser's.
bool hash_set::pile_differs(std::span<const std::uint64_t> pile) {
  if (pile.size() > table_size / 2) return false;
  if (table_.empty()) table_.resize(table_size);
  if (++round_ > round_bits) {
    std::ranges::fill(table_, 0);
    round_ = 1;
  }
  for (const auto hash : pile) {
    const std::uint64_t wanted = (hash & ~round_bits) | round_;
    std::size_t at = hash >> place_shift & (table_size - 1);
    for (; ((table_[at] ^ wanted) & round_bits) == 0; at = (at + 1) & (table_size - 1)) {
      if (table_[at] == wanted) return false;
    }
    table_[at] = wanted;
  }
  return true;
}

}  // namespace headroom::openmetrics
