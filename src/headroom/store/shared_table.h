#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "headroom/store/bit_stream.h"
#include "headroom/store/frequency_table.h"
#include "headroom/store/table_shape.h"

namespace headroom::store {

// A table as a chunk's head holds it: the frequencies themselves, or the shape that they are drawn from.
struct shared_table {
  frequency_table frequency;  // of one that was read as a shape, none
  std::optional<table_shape> shape;

  [[nodiscard]] bool any() const { return shape || frequency.any(); }
  // Drawing a shape takes a microsecond, and most readers need few of a chunk's tables.
  [[nodiscard]] frequency_table drawn() const { return shape ? table_of(*shape) : frequency; }

  // Whichever of both takes fewer bits, its own and those of the symbols counted. Empty when none were.
  [[nodiscard]] static shared_table of(std::span<const std::uint32_t, symbol_count> counts);

  void write(bit_writer& bits) const;
  // False for a table that no writer makes. Chunks of version 1 know no shapes.
  [[nodiscard]] bool read(bit_reader& bits, int chunk_version);
};

// Bits that the symbols take, without their extra bits; infinite when the table lacks one of them.
[[nodiscard]] double bits_under(const frequency_table& table, std::span<const std::uint32_t, symbol_count> counts);

// Bits of the table in a chunk's head.
[[nodiscard]] double bits_of(const shared_table& table);

}  // namespace headroom::store
