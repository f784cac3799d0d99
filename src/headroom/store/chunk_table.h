#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/chunk_head.h"
#include "headroom/store/column_matrix.h"
#include "headroom/store/history_column.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Where a column chunk is: day, column, group of namespaces, and an hour of the day or all of it. The row's id puts
// them together in this order, so that what is read together lies together.
struct chunk_place {
  std::int64_t day = 0;
  history_column column = history_column::actions_count;
  std::uint32_t group = 0;
  int hour = 0;  // 0 to 23, or whole_day

  static constexpr int whole_day = 31;

  [[nodiscard]] constexpr std::int64_t id() const {
    return ((day * 32 + static_cast<std::int64_t>(column)) * 65'536 + group) * 32 + hour;
  }
  [[nodiscard]] static constexpr chunk_place of(std::int64_t id) {
    return {.day = id >> 26,
            .column = static_cast<history_column>((id >> 21) & 31),
            .group = static_cast<std::uint32_t>((id >> 5) & 65'535),
            .hour = static_cast<int>(id & 31)};
  }
  [[nodiscard]] minute_range minutes() const {
    const utc_minute first = start_of_day(day) + (hour == whole_day ? 0 : hour * 60);
    return {first, first + (hour == whole_day ? minutes_per_day : 60)};
  }
};

[[nodiscard]] constexpr std::uint32_t group_of(namespace_slot slot) {
  return slot / static_cast<std::uint32_t>(chunk_slots);
}

// Reads and writes the table of chunks, within the caller's transaction.
class chunk_table {
 public:
  explicit chunk_table(sqlite::database& db) : db_(&db), blob_(db, "chunk", "body") {}

  // The chunks of a day's column and group, ascending: hours before the whole day.
  [[nodiscard]] result<std::vector<chunk_place>> places(std::int64_t day, history_column column, std::uint32_t group);
  // Puts the chunk's figures into the minutes and slots of the matrix that it covers, which must lie within its group.
  // What is damaged stays unknown, with a line in the matrix.
  [[nodiscard]] result<void> read(const chunk_place& place, column_matrix& matrix);
  [[nodiscard]] result<void> write(const chunk_place& place, std::span<const std::byte> body);
  [[nodiscard]] result<void> remove(const chunk_place& place);

 private:
  result<sqlite::statement*> list();

  sqlite::database* db_;
  sqlite::blob_source blob_;
  std::optional<sqlite::statement> list_;
};

}  // namespace headroom::store
