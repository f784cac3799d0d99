#include "headroom/store/side_tables.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/store/row_sum.h"

namespace headroom::store {
namespace {

std::int64_t sum_of(const gap_note& gap) {
  return row_sum()
      .add(gap.minutes.first.index)
      .add(gap.minutes.end.index)
      .add(gap.reason)
      .add(gap.noted_unix_ms)
      .value();
}

std::int64_t sum_of(const receipt& what) {
  return row_sum()
      .add(what.id)
      .add(what.decided_unix_ms)
      .add(what.subject.value())
      .add(what.inputs_hash)
      .add(what.decision)
      .add(what.outcome)
      .value();
}

constexpr const char* gap_fields = "SELECT first, until, reason, noted_ms, sum FROM gap ";
constexpr const char* receipt_fields =
    "SELECT id, decided_ms, subject, inputs_hash, decision, outcome, sum FROM receipt ";

gap_note gap_at(const sqlite::statement& row) {
  return {{{row.integer(0)}, {row.integer(1)}}, row.text(2), row.integer(3)};
}

receipt receipt_at(const sqlite::statement& row) {
  return {row.text(0), row.integer(1), namespace_id(row.text(2)), row.text(3), row.text(4), row.text(5)};
}

std::string damaged_receipt(const std::string& id) {
  return fmt::format("the receipt '{}' is damaged: its text does not have its checksum", escape_for_terminal(id));
}

// Calls `use` for each row.
template <class Use>
result<void> for_rows(sqlite::statement& query, Use use) {
  for (;;) {
    const auto row = query.step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    use(query);
  }
}

std::unexpected<error> no_receipt(const std::string& id) {
  return fail(error_code::not_found, fmt::format("the history has no receipt '{}'", escape_for_terminal(id)));
}

}  // namespace

result<void> insert_gap(sqlite::database& db, const gap_note& gap) {
  auto insert = db.prepare("INSERT INTO gap(first, until, reason, noted_ms, sum) VALUES(?, ?, ?, ?, ?)");
  if (!insert) return fail(std::move(insert).error());
  insert->bind(1, gap.minutes.first.index).bind(2, gap.minutes.end.index).bind(3, gap.reason);
  insert->bind(4, gap.noted_unix_ms).bind(5, sum_of(gap));
  return insert->run();
}

result<std::vector<gap_note>> gaps_in(sqlite::database& db, minute_range range) {
  auto query = db.prepare(std::string(gap_fields) + "WHERE first < ? AND until > ? ORDER BY first, id");
  if (!query) return fail(std::move(query).error());
  query->bind(1, range.end.index).bind(2, range.first.index);
  std::vector<gap_note> gaps;
  auto done = for_rows(*query, [&](const sqlite::statement& row) { gaps.push_back(gap_at(row)); });
  if (!done) return fail(done.error());
  return gaps;
}

result<void> delete_gaps_before(sqlite::database& db, utc_minute first_kept) {
  auto remove = db.prepare("DELETE FROM gap WHERE until <= ?");
  if (!remove) return fail(std::move(remove).error());
  remove->bind(1, first_kept.index);
  return remove->run();
}

result<void> insert_loss(sqlite::database& db, const std::string& what) {
  auto insert = db.prepare("INSERT OR IGNORE INTO loss(what) VALUES(?)");
  if (!insert) return fail(std::move(insert).error());
  insert->bind(1, what);
  return insert->run();
}

result<std::vector<std::string>> losses_in(sqlite::database& db) {
  auto query = db.prepare("SELECT what FROM loss ORDER BY id");
  if (!query) return fail(std::move(query).error());
  std::vector<std::string> losses;
  auto done = for_rows(*query, [&](const sqlite::statement& row) { losses.push_back(row.text(0)); });
  if (!done) return fail(done.error());
  return losses;
}

result<void> insert_receipt(sqlite::database& db, const receipt& what) {
  auto insert = db.prepare(
      "INSERT INTO receipt(id, decided_ms, subject, inputs_hash, decision, outcome, sum) "
      "SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS(SELECT 1 FROM receipt WHERE id = ?)");
  if (!insert) return fail(std::move(insert).error());
  insert->bind(1, what.id).bind(2, what.decided_unix_ms).bind(3, what.subject.value()).bind(4, what.inputs_hash);
  insert->bind(5, what.decision).bind(6, what.outcome).bind(7, sum_of(what)).bind(8, what.id);
  if (auto done = insert->run(); !done) return done;
  if (sqlite3_changes(db.handle()) == 1) return {};
  return fail(error_code::already_exists,
              fmt::format("the history already has a receipt '{}'", escape_for_terminal(what.id)));
}

result<receipt> receipt_of(sqlite::database& db, const std::string& id) {
  auto query = db.prepare(std::string(receipt_fields) + "WHERE id = ?");
  if (!query) return fail(std::move(query).error());
  query->bind(1, id);
  const auto row = query->step();
  if (!row) return fail(row.error());
  if (!*row) return no_receipt(id);
  auto found = receipt_at(*query);
  if (query->integer(6) != sum_of(found)) return fail(error_code::data_loss, damaged_receipt(id));
  return found;
}

result<void> update_outcome(sqlite::database& db, const std::string& id, const std::string& outcome) {
  auto found = receipt_of(db, id);
  if (!found) return fail(found.error());
  found->outcome = outcome;
  auto update = db.prepare("UPDATE receipt SET outcome = ?, sum = ? WHERE id = ?");
  if (!update) return fail(std::move(update).error());
  update->bind(1, outcome).bind(2, sum_of(*found)).bind(3, id);
  return update->run();
}

result<std::vector<receipt>> receipts_of(sqlite::database& db, const std::optional<namespace_id>& subject,
                                         std::size_t count_max) {
  auto query = db.prepare(std::string(receipt_fields) + (subject ? "WHERE subject = ?1 " : "") +
                          "ORDER BY decided_ms DESC, number DESC LIMIT ?2");
  if (!query) return fail(std::move(query).error());
  if (subject) query->bind(1, subject->value());
  query->bind(2, static_cast<std::int64_t>(count_max));
  std::vector<receipt> receipts;
  std::optional<std::string> damaged;
  auto done = for_rows(*query, [&](const sqlite::statement& row) {
    receipts.push_back(receipt_at(row));
    if (row.integer(6) != sum_of(receipts.back())) damaged = receipts.back().id;
  });
  if (!done) return fail(done.error());
  if (damaged) return fail(error_code::data_loss, damaged_receipt(*damaged));
  return receipts;
}

result<std::vector<std::string>> damage_in_side_tables(sqlite::database& db) {
  std::vector<std::string> damage;
  auto gaps = db.prepare(gap_fields);
  if (!gaps) return fail(std::move(gaps).error());
  auto done = for_rows(*gaps, [&](const sqlite::statement& row) {
    const gap_note gap = gap_at(row);
    if (row.integer(4) == sum_of(gap)) return;
    damage.push_back(fmt::format("the note of a gap at {} is damaged", to_string(gap.minutes.first)));
  });
  if (!done) return fail(done.error());
  auto receipts = db.prepare(receipt_fields);
  if (!receipts) return fail(std::move(receipts).error());
  done = for_rows(*receipts, [&](const sqlite::statement& row) {
    const receipt what = receipt_at(row);
    if (row.integer(6) != sum_of(what)) damage.push_back(damaged_receipt(what.id));
  });
  if (!done) return fail(done.error());
  return damage;
}

}  // namespace headroom::store
