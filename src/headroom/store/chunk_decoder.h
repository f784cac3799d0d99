#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/byte_source.h"
#include "headroom/store/chunk_head.h"
#include "headroom/store/stream_decoder.h"

namespace headroom::store {

// Reads a column chunk, one namespace of it or many.
class chunk_decoder {
 public:
  // `chunk` must outlive the decoder.
  [[nodiscard]] static result<chunk_decoder> open(byte_source& chunk);

  [[nodiscard]] const chunk_head& head() const { return *head_; }

  // Where the figures of series first, first + 1, ... go: `minutes()` each; series beyond the chunk's are unknown. What
  // is damaged is unknown too and adds a line to `damage`; errors are those of reading.
  [[nodiscard]] result<void> read(std::size_t first, std::span<const std::span<double>> rows,
                                  std::vector<std::string>& damage);

 private:
  chunk_decoder(byte_source& chunk, chunk_head head);
  result<void> read_group(std::size_t group, std::size_t first, std::span<const std::span<double>> rows,
                          std::vector<std::string>& damage);
  result<bool> load_group(std::size_t group);

  byte_source* chunk_;
  std::unique_ptr<chunk_head> head_;  // stays where it is when the decoder moves
  std::vector<std::size_t> group_offsets_;
  std::unique_ptr<stream_decoder> streams_;
  std::vector<std::byte> data_;  // of one group, padded
  std::vector<std::int64_t> figures_;
};

}  // namespace headroom::store
