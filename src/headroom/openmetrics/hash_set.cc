#include "headroom/openmetrics/hash_set.h"

#include <algorithm>
#include <utility>

namespace headroom::openmetrics {

void hash_set::clear() {
  used_ = 0;
  noted_ = 0;
  if (++round_ <= round_bits) return;
  std::ranges::fill(slots_, 0);
  round_ = 1;
}

bool hash_set::flush() {
  while ((used_ + noted_) * 2 > slots_.size()) grow();
  std::uint64_t* const slots = slots_.data();
  const std::size_t mask = mask_;
  const std::uint64_t round = round_;
  for (std::size_t i = 0; i < noted_; ++i) {
    const std::uint64_t wanted = (notes_[i] & ~round_bits) | round;
    std::size_t at = wanted >> place_shift & mask;
    for (; ((slots[at] ^ wanted) & round_bits) == 0; at = (at + 1) & mask) {
      if (slots[at] == wanted) return false;
    }
    slots[at] = wanted;
  }
  used_ += noted_;
  noted_ = 0;
  return true;
}

void hash_set::grow() {
  constexpr std::size_t large = 1U << 16U;  // half a megabyte, which caches hold
  const std::size_t factor = slots_.size() < large ? 4 : 2;
  const auto old =
      std::exchange(slots_, std::vector<std::uint64_t>(std::max<std::size_t>(1024, slots_.size() * factor)));
  mask_ = slots_.size() - 1;
  for (const auto slot : old) {
    if ((slot & round_bits) != round_) continue;
    std::size_t at = slot >> place_shift & mask_;
    while (slots_[at] != 0) at = (at + 1) & mask_;
    slots_[at] = slot;
  }
}

}  // namespace headroom::openmetrics
