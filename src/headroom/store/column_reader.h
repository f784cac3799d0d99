#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/chunk_table.h"
#include "headroom/store/column_matrix.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Brings together what a file holds about a range of minutes: folded columns below, scrapes not yet folded above. Used
// within one read transaction, so that a column being folded meanwhile is seen once.
class column_reader {
 public:
  [[nodiscard]] static result<column_reader> open(sqlite::database& db, minute_range range);

  // Fills the matrix, whose range must lie in the reader's and whose slots in one group.
  [[nodiscard]] result<void> read(history_column column, column_matrix& matrix);
  // How each minute with a scrape came, ascending.
  [[nodiscard]] result<std::vector<minute_note>> notes();
  // What is damaged before any column is looked at.
  [[nodiscard]] const std::vector<std::string>& damage() const { return overlay_.damage(); }

 private:
  column_reader(sqlite::database& db, minute_range range, scrape_overlay overlay)
      : db_(&db), range_(range), chunks_(db), overlay_(std::move(overlay)) {}

  sqlite::database* db_;
  minute_range range_;
  chunk_table chunks_;
  scrape_overlay overlay_;
};

// From the first minute with a scrape to the end of the last; empty when there is none.
[[nodiscard]] result<std::optional<minute_range>> covered_minutes(sqlite::database& db);

// Drops all minutes of the days before; how many days had any.
[[nodiscard]] result<std::int64_t> forget_days_before(sqlite::database& db, std::int64_t first_kept_day);

// How many namespaces are read together, so that a scan of any range stays within some 16 megabytes.
[[nodiscard]] std::size_t slots_at_once(minute_range range);

// invalid_argument for a range that ends before it begins, or is longer than ten years.
[[nodiscard]] result<void> check_range(minute_range range);

}  // namespace headroom::store
