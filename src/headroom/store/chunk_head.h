#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/block_classes.h"
#include "headroom/store/byte_source.h"
#include "headroom/store/series_model.h"
#include "headroom/store/value_unit.h"

namespace headroom::store {

// A column chunk holds one column of up to 256 neighbouring namespaces over whole hours of one day. Its head says how
// to read each namespace on its own. Layout: docs/formats/history.md.
inline constexpr std::size_t chunk_slots = 256;
// Namespaces under one checksum: to read one of them, the bytes of all are read.
inline constexpr std::size_t checked_slots = 16;
inline constexpr std::size_t jobs_of_split_series = 4;

enum class series_kind : std::uint8_t {
  absent = 0,    // no minute known
  constant = 1,  // the same figure in all known minutes
  coded = 2,     // one stream
  split = 3,     // a stream for each quarter of the day, which are decoded side by side
  raw = 4,       // doubles, compressed by zstd
};

struct series_head {
  series_kind kind = series_kind::absent;
  value_unit unit = value_unit::whole;
  std::uint32_t mask = 0;                                    // which minutes are known: 0 all, else masks[mask - 1]
  std::int64_t constant = 0;                                 // of a constant
  series_model model;                                        // of coded and split
  std::array<std::uint32_t, jobs_of_split_series> length{};  // of its streams, in bytes
  std::uint8_t streams = 0;

  [[nodiscard]] std::span<const std::uint32_t> lengths() const { return std::span(length).first(streams); }
  void add_length(std::size_t bytes) { length.at(streams++) = static_cast<std::uint32_t>(bytes); }
  [[nodiscard]] std::size_t bytes() const {
    std::size_t sum = 0;
    for (const std::uint32_t one : lengths()) sum += one;
    return sum;
  }
};

struct chunk_head {
  int first_hour = 0;
  int hours = 0;
  std::vector<series_head> series;
  std::vector<std::vector<bool>> masks;  // true: known
  std::vector<block_class> tables;
  shared_table class_table;  // 0: as the block before, 1 + n: class n
  shared_table level_table;
  std::vector<std::uint32_t> checks;  // of each checked_slots series
  std::size_t data_offset = 0;

  [[nodiscard]] std::size_t minutes() const { return static_cast<std::size_t>(hours) * block_minutes; }
};

[[nodiscard]] std::vector<std::byte> write_chunk_head(const chunk_head& head);
// data_loss when it is damaged or impossible.
[[nodiscard]] result<chunk_head> read_chunk_head(byte_source& chunk);

}  // namespace headroom::store
