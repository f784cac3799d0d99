#include "headroom/openmetrics/hash_set.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace headroom::openmetrics {
namespace {

constexpr std::size_t least_places = 4096;  // of 8 bytes: in the first cache

}  // namespace

void hash_set::clear() {
  noted_ = 0;
  crowded_ = false;
  clear_piles();
}

void hash_set::clear_piles() {
  for (std::size_t i = 0; i < pile_count; ++i) {
    piles_[i].at = dealt_.data() + i * stride_;
    piles_[i].end = piles_[i].at + (stride_ == 0 ? 0 : stride_ - line);
  }
}

void hash_set::deal() {
  const std::span<const std::uint64_t> notes(notes_.data(), std::exchange(noted_, 0));
  for (const auto hash : notes) {
    auto& one = piles_[hash >> pile_shift];
    if (one.at == one.end) [[unlikely]] {
      grow();
      if (crowded_) return;
    }
    // Each pile comes to its next cache line now and then, in no order that the processor would foresee.
    __builtin_prefetch(one.at + line, 1);
    *one.at++ = hash;
  }
}

// All piles grow together, since hashes fall evenly. An adversary may choose texts whose hashes do not: before the
// empty piles take much more room than the full one needs, the set gives up, and the search is the slow parser's.
void hash_set::grow() {
  if (crowded_) return;
  constexpr std::size_t even = 64;  // piles of so many differ by less than this
  std::size_t dealt = 0;
  for (std::size_t i = 0; i < pile_count; ++i) dealt += dealt_to(i).size();
  const std::size_t room = stride_ == 0 ? 0 : stride_ - line;
  if (room > even && dealt < pile_count * room / 4) {
    crowded_ = true;
    return;
  }
  // One line more than a power of two: otherwise the piles' ends would all lie in the same few sets of the cache.
  const std::size_t stride = std::max<std::size_t>(line, room * 2) + line;
  std::vector<std::uint64_t> wider(pile_count * stride);
  std::array<std::size_t, pile_count> sizes{};
  for (std::size_t i = 0; i < pile_count; ++i) {
    const auto old = dealt_to(i);
    sizes[i] = old.size();
    std::ranges::copy(old, wider.begin() + static_cast<std::ptrdiff_t>(i * stride));
  }
  dealt_ = std::move(wider);
  stride_ = stride;
  clear_piles();
  for (std::size_t i = 0; i < pile_count; ++i) piles_[i].at += sizes[i];
}

bool hash_set::all_differ() {
  deal();
  if (crowded_) return false;
  std::size_t largest = 0;
  std::size_t dealt = 0;
  for (std::size_t i = 0; i < pile_count; ++i) {
    const auto size = dealt_to(i).size();
    largest = std::max(largest, size);
    dealt += size;
  }
  const std::size_t places = std::bit_ceil(std::max(largest, std::min(2 * dealt, least_places)));
  table_.resize(std::max(table_.size(), places));
  turned_.resize(std::max(turned_.size(), places + 1));
  met_ = false;
  for (std::size_t i = 0; i < pile_count;) {
    std::fill_n(table_.begin(), places, 0);
    turned_count_ = 0;
    std::size_t put_in = 0;
    do {
      put(dealt_to(i), 1, places - 1);
      put_in += dealt_to(i).size();
      ++i;
    } while (i < pile_count && put_in + dealt_to(i).size() <= places / 2);
    if (!rest_differ()) return false;
  }
  return true;
}

// Of hashes that fall evenly a few rounds leave none; of others, the slow parser finds out.
bool hash_set::rest_differ() {
  constexpr unsigned most_rounds = 5;
  constexpr unsigned bits_a_round = 11;
  constexpr std::size_t few = 32;  // so many are compared with each other
  for (unsigned round = 1; turned_count_ > few; ++round) {
    if (met_ || round > most_rounds) return false;
    const auto count = std::exchange(turned_count_, 0);
    const auto places = std::min(table_.size(), std::bit_ceil(2 * count));
    std::fill_n(table_.begin(), places, 0);
    put({turned_.data(), count}, 1 + round * bits_a_round, places - 1);
  }
  for (std::size_t i = 1; i < turned_count_ && !met_; ++i)
    met_ = std::ranges::count(std::span(turned_).first(i), turned_[i]) > 0;
  return !met_;
}

void hash_set::put(std::span<const std::uint64_t> hashes, unsigned shift, std::size_t mask) {
  auto* const table = table_.data();
  auto* const turned = turned_.data();
  auto count = turned_count_;
  std::uint64_t met = 0;
  for (const auto hash : hashes) {
    const auto wanted = hash | 1U;
    auto& place = table[hash >> shift & mask];
    const auto there = place;
    place = there == 0 ? wanted : there;
    turned[count] = hash;
    count += there != 0 ? 1 : 0;
    met |= there == wanted ? 1U : 0U;
  }
  turned_count_ = count;
  met_ = met_ || met != 0;
}

}  // namespace headroom::openmetrics
