#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_store.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// Scrapes to hours, hours to days. An hour is folded in one transaction: its columns, how its minutes came, and the
// scrapes that go. A day is joined a group of namespaces at a time. Whatever is damaged by then is kept as a named
// loss.
class compactor {
 public:
  compactor(sqlite::database& db, std::size_t slots) : db_(&db), slots_(slots) {}

  // The first minutes with scrapes that can be folded: an hour, or all that a finished day has got late, because its
  // columns are written anew as a whole. Empty when there are none.
  [[nodiscard]] result<std::optional<minute_range>> next_to_fold();
  // The number of scrapes folded.
  [[nodiscard]] result<std::int64_t> fold(minute_range minutes);

  // Days that have ended `settle_minutes` before the newest minute and are not joined yet, ascending.
  [[nodiscard]] result<std::vector<std::int64_t>> open_days(std::int64_t settle_minutes);
  // Joins groups of the day until all are done or `groups_left` is 0; true when the day is finished.
  [[nodiscard]] result<bool> join_day(std::int64_t day, int& groups_left);

 private:
  result<bool> is_finished(std::int64_t day);
  result<void> fold_group(scrape_overlay& scrapes, minute_range minutes, history_column column, std::uint32_t group);
  result<void> join_group(std::int64_t day, history_column column, std::uint32_t group);
  result<void> note_arrivals(std::int64_t day, std::span<const minute_note> notes);
  result<void> note_losses(const std::vector<std::string>& damage);

  sqlite::database* db_;
  std::size_t slots_;
};

}  // namespace headroom::store
