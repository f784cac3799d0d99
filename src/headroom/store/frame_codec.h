#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/byte_source.h"
#include "headroom/store/history_column.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::store {

// The columns of a scrape as the bytes of one row. Written for speed: a scrape must be durable on arrival, and lives in
// this form for an hour or so. A column that hardly differs from the same column of an earlier scrape (limits, TRUs) is
// written as the changes to it. Layout: docs/formats/history.md.

// What later scrapes of the same day may refer to.
struct frame_base {
  std::int64_t scrape_id = 0;
  std::vector<double> values;
};
using frame_bases = std::array<std::optional<frame_base>, history_column_count>;

// Appends the body. Whole columns become bases under `scrape_id`; columns near to a base refer to it.
void encode_frame(const scrape_frame& frame, std::int64_t scrape_id, frame_bases& bases, std::vector<std::byte>& body);

// A column within a body.
struct frame_column {
  history_column column = history_column::actions_count;
  bool changes_only = false;
  std::int64_t base_id = 0;  // of the scrape that holds the whole column, when changes_only
  std::uint32_t values = 0;
  std::uint32_t offset = 0;
  std::uint32_t bytes = 0;
  std::uint32_t check = 0;
};

// Reads a body's table of columns; data_loss when it is damaged.
[[nodiscard]] result<std::vector<frame_column>> read_frame_table(byte_source& body);

// Reads the figures of slots [first, first + values.size()); those beyond the column's end are unknown. `values` of a
// column of changes must hold the base's figures already.
[[nodiscard]] result<void> read_frame_values(byte_source& body, const frame_column& column, namespace_slot first,
                                             std::span<double> values);

}  // namespace headroom::store
