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
  bool fresh = true;
  for (std::size_t i = 0; i < noted_; ++i) fresh = put(notes_[i]) && fresh;
  noted_ = 0;
  return fresh;
}

void hash_set::grow() {
  constexpr std::size_t large = 1U << 16U;  // half a megabyte, which caches hold
  const std::size_t factor = slots_.size() < large ? 4 : 2;
  const auto old =
      std::exchange(slots_, std::vector<std::uint64_t>(std::max<std::size_t>(1024, slots_.size() * factor)));
  mask_ = slots_.size() - 1;
  used_ = 0;
  for (const auto slot : old) {
    if ((slot & round_bits) == round_) put(slot);
  }
}

}  // namespace headroom::openmetrics
