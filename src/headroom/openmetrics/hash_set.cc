#include "headroom/openmetrics/hash_set.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace headroom::openmetrics {
namespace {

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

}  // namespace

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
  for (const auto hash : old) {
    if (hash != 0) put(hash);
  }
}

// Folded 64 x 64 -> 128 bit multiplication, as in wyhash (Wang Yi).
std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
  constexpr std::uint64_t k0 = 0x9e3779b97f4a7c15;
  constexpr std::uint64_t k1 = 0xbf58476d1ce4e5b9;
  std::uint64_t hash = mix(seed ^ k0, text.size() ^ k1);
  while (text.size() > 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    hash = mix(hash ^ word, k0);
    text.remove_prefix(8);
  }
  std::uint64_t word = 0;
  std::memcpy(&word, text.data(), text.size());
  return mix(hash ^ word, k1);
}

}  // namespace headroom::openmetrics
