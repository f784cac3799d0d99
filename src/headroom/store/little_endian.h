#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace headroom::store {

// Files are little-endian on every machine. GCC and clang turn these into single loads and stores.
template <class Integer>
[[nodiscard]] Integer load_le(const std::byte* at) {
  Integer value{};
  std::memcpy(&value, at, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  return value;
}

template <class Integer>
void store_le(std::byte* at, Integer value) {
  if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
  std::memcpy(at, &value, sizeof value);
}

template <class Integer>
void append_le(std::vector<std::byte>& bytes, Integer value) {
  bytes.resize(bytes.size() + sizeof value);
  store_le(bytes.data() + bytes.size() - sizeof value, value);
}

}  // namespace headroom::store
