#include "headroom/store/compactor.h"

#include <algorithm>
#include <utility>

#include "headroom/store/chunk_encoder.h"
#include "headroom/store/chunk_table.h"
#include "headroom/store/column_reader.h"
#include "headroom/store/ledger.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/side_tables.h"

namespace headroom::store {
namespace {

// Temporal serves a minute two or three minutes after it ended: an hour is whole soon after its turn.
constexpr std::int64_t hour_settle_minutes = 5;

using sqlite::transaction;

result<std::optional<utc_minute>> newest_end(sqlite::database& db) {
  const auto covered = covered_minutes(db);
  if (!covered) return fail(covered.error());
  if (!*covered) return std::nullopt;
  return (*covered)->end;
}

bool has_column(const scrape_overlay& scrapes, history_column column) {
  return std::ranges::any_of(scrapes.scrapes(), [column](const stored_scrape& scrape) {
    return std::ranges::find(scrape.columns, column, &frame_column::column) != scrape.columns.end();
  });
}

std::size_t groups_of(std::size_t slots) { return (slots + chunk_slots - 1) / chunk_slots; }

}  // namespace

result<bool> compactor::is_finished(std::int64_t day) {
  auto query = db_->prepare("SELECT finished FROM ledger WHERE day = ?");
  if (!query) return fail(std::move(query).error());
  query->bind(1, day);
  const auto row = query->step();
  if (!row) return fail(row.error());
  return *row && query->integer(0) != 0;
}

result<std::optional<minute_range>> compactor::next_to_fold() {
  const auto newest = newest_end(*db_);
  if (!newest) return fail(newest.error());
  auto query = db_->prepare("SELECT min(id) FROM scrape");
  if (!query) return fail(std::move(query).error());
  const auto row = query->step();
  if (!row) return fail(row.error());
  if (!*newest || query->is_null(0)) return std::nullopt;
  const utc_hour hour = hour_of(minute_of_scrape(query->integer(0)));
  if (start_of(hour + 1) + hour_settle_minutes > **newest) return std::nullopt;
  const std::int64_t day = day_of(start_of(hour));
  const auto finished = is_finished(day);
  if (!finished) return fail(finished.error());
  const utc_minute day_end = start_of_day(day + 1);
  const bool rest_of_day = *finished && day_end + hour_settle_minutes <= **newest;
  return minute_range{start_of(hour), rest_of_day ? day_end : start_of(hour + 1)};
}

result<void> compactor::note_losses(const std::vector<std::string>& damage) {
  for (const std::string& what : damage) {
    if (auto done = insert_loss(*db_, what); !done) return done;
  }
  return {};
}

result<void> compactor::fold_group(scrape_overlay& scrapes, minute_range minutes, history_column column,
                                   std::uint32_t group) {
  chunk_table chunks(*db_);
  const std::int64_t day = day_of(minutes.first);
  const auto there = chunks.places(day, column, group);
  if (!there) return fail(there.error());
  const bool whole =
      minutes.minutes() > 60 || std::ranges::find(*there, chunk_place::whole_day, &chunk_place::hour) != there->end();
  const auto hour = static_cast<int>((minutes.first - start_of_day(day)) / 60);
  const chunk_place place{.day = day, .column = column, .group = group, .hour = whole ? chunk_place::whole_day : hour};
  const std::size_t first = group * chunk_slots;
  column_matrix matrix(static_cast<namespace_slot>(first), std::min(chunk_slots, slots_ - first), place.minutes());
  for (const chunk_place& before : *there) {
    if (!whole && before.hour != hour) continue;
    if (auto done = chunks.read(before, matrix); !done) return done;
    if (auto done = chunks.remove(before); !done) return done;
  }
  if (auto done = scrapes.apply(column, matrix); !done) return done;
  if (auto done = note_losses(matrix.damage); !done) return done;
  const auto body = encode_chunk(matrix);
  return body.empty() ? result<void>{} : chunks.write(place, body);
}

// A day that was finished is open again: the fold may have brought hours of namespaces that nobody had seen then.
result<void> compactor::note_arrivals(std::int64_t day, std::span<const minute_note> notes) {
  const auto before = read_ledger(*db_, day, day);
  if (!before) return fail(before.error());
  ledger_day now{.day = day};
  if (!before->empty()) {
    now.notes = before->front().notes;
    if (before->front().damage) {
      if (auto done = insert_loss(*db_, *before->front().damage); !done) return done;
    }
  }
  now.notes = merge_notes(now.notes, notes);
  return write_ledger(*db_, now);
}

result<std::int64_t> compactor::fold(minute_range minutes) {
  auto work = transaction::begin(*db_, transaction::kind::write);
  if (!work) return fail(work.error());
  auto loaded = scrape_overlay::load(*db_, minutes);
  if (!loaded) return fail(std::move(loaded).error());
  scrape_overlay& scrapes = *loaded;
  if (auto done = note_losses(scrapes.damage()); !done) return fail(done.error());
  for (const history_column column : all_columns()) {
    if (!has_column(scrapes, column)) continue;
    for (std::uint32_t group = 0; group < groups_of(slots_); ++group) {
      if (auto done = fold_group(scrapes, minutes, column, group); !done) return fail(done.error());
    }
  }
  if (auto done = note_arrivals(day_of(minutes.first), notes_of(scrapes.scrapes())); !done) return fail(done.error());
  auto drop = db_->prepare("DELETE FROM scrape WHERE id >= ? AND id < ?");
  if (!drop) return fail(std::move(drop).error());
  drop->bind(1, first_scrape_of(minutes.first)).bind(2, first_scrape_of(minutes.end));
  if (auto done = drop->run(); !done) return fail(done.error());
  const auto folded = static_cast<std::int64_t>(scrapes.scrapes().size());
  if (auto done = work->commit(); !done) return fail(done.error());
  return folded;
}

result<std::vector<std::int64_t>> compactor::open_days(std::int64_t settle_minutes) {
  const auto newest = newest_end(*db_);
  if (!newest) return fail(newest.error());
  std::vector<std::int64_t> days;
  if (!*newest) return days;
  auto query = db_->prepare("SELECT day FROM ledger WHERE finished = 0 AND day < ? ORDER BY day");
  if (!query) return fail(std::move(query).error());
  query->bind(1, day_of(**newest - settle_minutes));
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) return days;
    days.push_back(query->integer(0));
  }
}

result<void> compactor::join_group(std::int64_t day, history_column column, std::uint32_t group) {
  auto work = transaction::begin(*db_, transaction::kind::write);
  if (!work) return fail(work.error());
  chunk_table chunks(*db_);
  const auto there = chunks.places(day, column, group);
  if (!there) return fail(there.error());
  const chunk_place whole{.day = day, .column = column, .group = group, .hour = chunk_place::whole_day};
  const std::size_t first = group * chunk_slots;
  column_matrix matrix(static_cast<namespace_slot>(first), std::min(chunk_slots, slots_ - first), whole.minutes());
  for (const chunk_place& place : *there) {
    if (auto done = chunks.read(place, matrix); !done) return done;
    if (auto done = chunks.remove(place); !done) return done;
  }
  if (auto done = note_losses(matrix.damage); !done) return done;
  const auto body = encode_chunk(matrix);
  if (!body.empty()) {
    if (auto done = chunks.write(whole, body); !done) return done;
  }
  return work->commit();
}

result<bool> compactor::join_day(std::int64_t day, int& groups_left) {
  chunk_table chunks(*db_);
  for (const history_column column : all_columns()) {
    for (std::uint32_t group = 0; group < groups_of(slots_); ++group) {
      const auto there = chunks.places(day, column, group);
      if (!there) return fail(there.error());
      if (there->empty() || (there->size() == 1 && there->front().hour == chunk_place::whole_day)) continue;
      if (groups_left-- <= 0) return false;
      if (auto done = join_group(day, column, group); !done) return fail(done.error());
    }
  }
  auto finish = db_->prepare("UPDATE ledger SET finished = 1 WHERE day = ?");
  if (!finish) return fail(std::move(finish).error());
  finish->bind(1, day);
  if (auto done = finish->run(); !done) return fail(done.error());
  return true;
}

}  // namespace headroom::store
