#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace headroom::openmetrics {

// a == b for texts of a few characters, of the same length most of the time: no call, and no loop up to 16 of them.
inline bool same_short_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto differ = [&]<typename Word>(Word, std::size_t at) {
    Word left;
    Word right;
    std::memcpy(&left, a.data() + at, sizeof left);
    std::memcpy(&right, b.data() + at, sizeof right);
    return left != right;
  };
  const auto size = a.size();
  if (size > 16) return a == b;
  if (size >= 8) return !differ(std::uint64_t{}, 0) && !differ(std::uint64_t{}, size - 8);
  if (size >= 4) return !differ(std::uint32_t{}, 0) && !differ(std::uint32_t{}, size - 4);
  return size == 0 || (a.front() == b.front() && a[size / 2] == b[size / 2] && a.back() == b.back());
}

}  // namespace headroom::openmetrics
