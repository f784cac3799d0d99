#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/store/history_reader.h"
#include "headroom/store/receipt.h"
#include "headroom/store/sqlite.h"

// The small tables of a history: gaps, losses and receipts. Each function is one or two statements within the caller's
// transaction, if there is one.
namespace headroom::store {

[[nodiscard]] result<void> insert_gap(sqlite::database& db, const gap_note& gap);
[[nodiscard]] result<std::vector<gap_note>> gaps_in(sqlite::database& db, minute_range range);
[[nodiscard]] result<void> delete_gaps_before(sqlite::database& db, utc_minute first_kept);

// What was acknowledged and is gone; the same line is kept once.
[[nodiscard]] result<void> insert_loss(sqlite::database& db, const std::string& what);
[[nodiscard]] result<std::vector<std::string>> losses_in(sqlite::database& db);

[[nodiscard]] result<void> insert_receipt(sqlite::database& db, const receipt& what);
[[nodiscard]] result<void> update_outcome(sqlite::database& db, const std::string& id, const std::string& outcome);
[[nodiscard]] result<receipt> receipt_of(sqlite::database& db, const std::string& id);
[[nodiscard]] result<std::vector<receipt>> receipts_of(sqlite::database& db, const std::optional<namespace_id>& subject,
                                                       std::size_t count_max);

// Rows of these tables whose checksum is wrong, one line each.
[[nodiscard]] result<std::vector<std::string>> damage_in_side_tables(sqlite::database& db);

}  // namespace headroom::store
