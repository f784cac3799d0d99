#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "headroom/store/checksum.h"
#include "headroom/store/little_endian.h"

namespace headroom::store {

// The checksum that a row of plain values carries in its last column: SQLite itself would not notice a byte that
// changed within a page.
class row_sum {
 public:
  row_sum& add(std::int64_t value) {
    append_le(bytes_, value);
    return *this;
  }
  row_sum& add(std::string_view text) {
    add(static_cast<std::int64_t>(text.size()));
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
  }
  [[nodiscard]] std::int64_t value() const { return checksum(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace headroom::store
