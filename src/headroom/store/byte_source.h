#pragma once

#include <cstddef>
#include <span>

#include "headroom/base/result.h"

namespace headroom::store {

// Bytes that may be far away, read in parts.
class byte_source {
 public:
  virtual ~byte_source() = default;
  [[nodiscard]] virtual std::size_t size() const = 0;
  // `count` bytes from `offset` on, good until the next call; data_loss when they go beyond the end.
  [[nodiscard]] virtual result<std::span<const std::byte>> at(std::size_t offset, std::size_t count) = 0;
};

// Bytes in memory.
class memory_source final : public byte_source {
 public:
  explicit memory_source(std::span<const std::byte> bytes) : bytes_(bytes) {}
  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  [[nodiscard]] result<std::span<const std::byte>> at(std::size_t offset, std::size_t count) override {
    if (offset > bytes_.size() || count > bytes_.size() - offset) {
      return fail(error_code::data_loss, "the bytes end too early");
    }
    return bytes_.subspan(offset, count);
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace headroom::store
