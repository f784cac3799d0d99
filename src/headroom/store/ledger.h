#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/sqlite.h"

namespace headroom::store {

// How the minutes of a day came, once their scrapes are folded: completeness, time of arrival, number of arrivals.
[[nodiscard]] std::vector<std::byte> encode_notes(std::int64_t day, std::span<const minute_note> notes);
// Ascending, all within the day; data_loss for bytes that are damaged.
[[nodiscard]] result<std::vector<minute_note>> decode_notes(std::int64_t day, std::span<const std::byte> bytes);

// Later notes of a minute over earlier ones: the last arrival counts, and arrivals are added.
[[nodiscard]] std::vector<minute_note> merge_notes(std::span<const minute_note> earlier,
                                                   std::span<const minute_note> later);

struct ledger_day {
  std::int64_t day = 0;
  bool finished = false;  // all of its hours are one chunk each
  std::vector<minute_note> notes;
  std::optional<std::string> damage;
};

// The table of it, within the caller's transaction.
[[nodiscard]] result<std::vector<ledger_day>> read_ledger(sqlite::database& db, std::int64_t first_day,
                                                          std::int64_t last_day);
[[nodiscard]] result<void> write_ledger(sqlite::database& db, const ledger_day& day);

}  // namespace headroom::store
