#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "headroom/store/chunk_head.h"
#include "headroom/store/rans.h"

namespace headroom::store {

// Bytes that must be readable beyond the end of every stream: a block is decoded without looking at the end.
inline constexpr std::size_t stream_padding = block_minutes * 8 + 64;

// One stream being decoded into differences.
struct stream_job {
  std::span<const std::byte> bytes;
  series_model model;
  std::span<std::int64_t> figures;  // whole blocks; in the end the figures

  rans_decoder decoder{};
  std::array<std::uint8_t, blocks_max> classes{};
  std::array<std::int64_t, blocks_max> level_steps{};
  std::size_t block = 0;  // the next one that needs its table
  bool after_zero = false;
  bool good = true;
};

// Decodes the streams of one chunk, four of them at a time: what one waits for, the others use.
class stream_decoder {
 public:
  explicit stream_decoder(const chunk_head& head);

  // Decodes all; a job that turns out to be impossible is not `good`.
  void decode(std::span<stream_job> jobs);

 private:
  // Beside each other: for a minute after any other, for one after a zero.
  using table_pair = std::array<decode_table, 2>;
  struct class_tables {
    std::unique_ptr<table_pair> both;  // made when first needed
    bool quick = false;                // one table for all minutes, and no symbol with many extra bits
  };

  void start(stream_job& job);
  bool read_classes(stream_job& job);
  bool read_levels(stream_job& job);
  stream_job* next_job(stream_job* job, std::span<stream_job>& waiting);
  bool skip_plain_blocks(stream_job& job);
  void finish(stream_job& job);
  const class_tables* tables_of(std::uint8_t chosen);

  const chunk_head& head_;
  std::vector<class_tables> tables_;         // of each class
  std::unique_ptr<table_pair> side_tables_;  // of the classes themselves and of levels
};

}  // namespace headroom::store
