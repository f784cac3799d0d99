#include "headroom/store/column_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>
#include <utility>

#include "headroom/store/ledger.h"

namespace headroom::store {

result<column_reader> column_reader::open(sqlite::database& db, minute_range range) {
  auto overlay = scrape_overlay::load(db, range);
  if (!overlay) return fail(std::move(overlay).error());
  return column_reader(db, range, std::move(*overlay));
}

result<void> column_reader::read(history_column column, column_matrix& matrix) {
  const std::uint32_t group = group_of(matrix.first_slot());
  for (std::int64_t day = day_of(matrix.range().first); start_of_day(day) < matrix.range().end; ++day) {
    const auto places = chunks_.places(day, column, group);
    if (!places) return fail(places.error());
    for (const chunk_place& place : *places) {
      if (auto done = chunks_.read(place, matrix); !done) return done;
    }
  }
  return overlay_.apply(column, matrix);
}

result<std::vector<minute_note>> column_reader::notes() {
  std::vector<minute_note> notes;
  const auto days = read_ledger(*db_, day_of(range_.first), day_of(range_.end));
  if (!days) return fail(days.error());
  for (const ledger_day& day : *days) notes.insert(notes.end(), day.notes.begin(), day.notes.end());
  notes = merge_notes(notes, notes_of(overlay_.scrapes()));
  std::erase_if(notes,
                [this](const minute_note& note) { return note.minute < range_.first || note.minute >= range_.end; });
  return notes;
}

namespace {

result<void> widen_by_ledger(sqlite::database& db, std::optional<minute_range>& covered) {
  for (const char* day_query : {"SELECT min(day) FROM ledger", "SELECT max(day) FROM ledger"}) {
    const auto day = db.integer(day_query);
    if (!day) return fail(day.error());
    const auto ledger = read_ledger(db, *day, *day);
    if (!ledger) return fail(ledger.error());
    if (ledger->empty()) continue;
    // Where the notes are damaged, the whole day is taken.
    const auto& notes = ledger->front().notes;
    const utc_minute first = notes.empty() ? start_of_day(*day) : notes.front().minute;
    const utc_minute end = notes.empty() ? start_of_day(*day + 1) : notes.back().minute + 1;
    if (!covered) covered = minute_range{first, end};
    covered->first = std::min(covered->first, first);
    covered->end = std::max(covered->end, end);
  }
  return {};
}

}  // namespace

result<std::optional<minute_range>> covered_minutes(sqlite::database& db) {
  auto query = db.prepare("SELECT (SELECT min(id) FROM scrape), (SELECT max(id) FROM scrape)");
  if (!query) return fail(std::move(query).error());
  const auto row = query->step();
  if (!row) return fail(row.error());
  std::optional<minute_range> covered;
  if (!query->is_null(0)) {
    covered = minute_range{minute_of_scrape(query->integer(0)), minute_of_scrape(query->integer(1)) + 1};
  }
  if (auto done = widen_by_ledger(db, covered); !done) return fail(done.error());
  return covered;
}

result<std::int64_t> forget_days_before(sqlite::database& db, std::int64_t first_kept_day) {
  constexpr std::int64_t ids_per_day = minutes_per_day * arrivals_per_minute_max;
  auto days = db.prepare(
      "SELECT count(*) FROM (SELECT id / ?1 AS day FROM scrape WHERE id < ?1 * ?2 UNION SELECT day FROM ledger WHERE "
      "day "
      "< ?2)");
  if (!days) return fail(std::move(days).error());
  days->bind(1, ids_per_day).bind(2, first_kept_day);
  const auto row = days->step();
  if (!row) return fail(row.error());
  const std::int64_t count = days->integer(0);
  days->reset();
  const std::array<std::pair<const char*, std::int64_t>, 3> drops{{
      {"DELETE FROM scrape WHERE id < ?", first_kept_day * ids_per_day},
      {"DELETE FROM chunk WHERE id < ?", chunk_place{.day = first_kept_day}.id()},
      {"DELETE FROM ledger WHERE day < ?", first_kept_day},
  }};
  for (const auto& [sql, bound] : drops) {
    auto drop = db.prepare(sql);
    if (!drop) return fail(std::move(drop).error());
    drop->bind(1, bound);
    if (auto done = drop->run(); !done) return fail(done.error());
  }
  return count;
}

std::size_t slots_at_once(minute_range range) {
  constexpr std::size_t values_max = std::size_t{2} << 20;
  constexpr std::size_t slots_max = 256;
  return std::max<std::size_t>(
      1, std::min(slots_max, std::bit_floor(values_max / std::max<std::size_t>(range.minutes(), 1))));
}

result<void> check_range(minute_range range) {
  constexpr std::int64_t minutes_max = 10 * 366 * minutes_per_day;
  if (range.end >= range.first && range.end - range.first <= minutes_max) return {};
  return fail(error_code::invalid_argument,
              fmt::format("saw the range {} to {}, expected one that ends after it begins, ten years at most",
                          to_string(range.first), to_string(range.end)));
}

}  // namespace headroom::store
