#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace headroom::store {

// XXH64 with seed 0 (Yann Collet, "xxHash fast digest algorithm", specification 0.1.1): for telling bytes that changed
// by accident, at memory speed on every processor.
[[nodiscard]] std::uint64_t xxh64(std::span<const std::byte> bytes);

// Its lower half, which is what the formats of this folder carry.
[[nodiscard]] inline std::uint32_t checksum(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(xxh64(bytes));
}

}  // namespace headroom::store
