#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::store {

// A few figures that stand beside each other in a scrape, as bytes: the smallest of them and the differences to it, bit
// by bit, in the coarsest unit that is exact for all; doubles as they are where none is. NaN is unknown. Layout:
// docs/formats/history.md.
inline constexpr std::size_t block_values = 128;

// Appends the block of at most block_values figures.
void append_block(std::vector<std::byte>& bytes, std::span<const double> values);

// Reads exactly `values.size()` figures; false for bytes that no writer makes.
[[nodiscard]] bool read_block(std::span<const std::byte> bytes, std::span<double> values);

}  // namespace headroom::store
