#include "headroom/store/scrape_table.h"

#include <algorithm>
#include <fmt/format.h>

#include "headroom/store/row_sum.h"

namespace headroom::store {
namespace {

std::int64_t sum_of(std::int64_t id, std::int64_t arrived_ms, std::int64_t data) {
  return row_sum().add(id).add(arrived_ms).add(data).value();
}

result<std::int64_t> free_id(sqlite::database& db, utc_minute minute) {
  auto query = db.prepare("SELECT max(id) FROM scrape WHERE id BETWEEN ? AND ?");
  if (!query) return fail(std::move(query).error());
  const std::int64_t first = first_scrape_of(minute);
  query->bind(1, first).bind(2, first + arrivals_per_minute_max - 1);
  const auto row = query->step();
  if (!row) return fail(row.error());
  if (query->is_null(0)) return first;
  const std::int64_t next = query->integer(0) + 1;
  if (next == first + arrivals_per_minute_max) {
    return fail(error_code::resource_exhausted,
                fmt::format("{} scrapes of the minute {} wait already; run `headroom history compact`",
                            arrivals_per_minute_max, to_string(minute)));
  }
  return next;
}

std::string damage_line(std::int64_t id, const error& why) {
  return fmt::format("minute {}: {}", to_string(minute_of_scrape(id)), why.message);
}

const frame_column* column_in(const stored_scrape& scrape, history_column column) {
  const auto found = std::ranges::find(scrape.columns, column, &frame_column::column);
  return found == scrape.columns.end() ? nullptr : &*found;
}

}  // namespace

result<std::int64_t> scrape_writer::insert(sqlite::database& db, const scrape_frame& frame) {
  const auto id = free_id(db, frame.minute);
  if (!id) return fail(id.error());
  // Scrapes refer to others of their own hour alone, because an hour is folded and dropped as a whole.
  if (const auto hour = hour_of(frame.minute).index; hour != bases_hour_) {
    forget_bases();
    bases_hour_ = hour;
  }
  body_.clear();
  encode_frame(frame, *id, bases_, body_);
  auto insert = db.prepare("INSERT INTO scrape(id, arrived_ms, data, sum, body) VALUES(?, ?, ?, ?, ?)");
  if (!insert) return fail(std::move(insert).error());
  const auto data = static_cast<std::int64_t>(frame.data);
  insert->bind(1, *id).bind(2, frame.arrived_unix_ms).bind(3, data);
  insert->bind(4, sum_of(*id, frame.arrived_unix_ms, data)).bind(5, std::span<const std::byte>(body_));
  if (auto done = insert->run(); !done) return fail(done.error());
  return *id;
}

void scrape_writer::forget_bases() { bases_ = {}; }

std::vector<minute_note> notes_of(std::span<const stored_scrape> scrapes) {
  std::vector<minute_note> notes;
  for (const stored_scrape& scrape : scrapes) {
    const utc_minute minute = minute_of_scrape(scrape.id);
    if (notes.empty() || notes.back().minute != minute) notes.push_back({.minute = minute, .arrivals = 0});
    notes.back().data = scrape.data;
    notes.back().arrived_unix_ms = scrape.arrived_unix_ms;
    ++notes.back().arrivals;
  }
  return notes;
}

result<scrape_overlay> scrape_overlay::load(sqlite::database& db, minute_range range) {
  scrape_overlay overlay(db);
  auto query = db.prepare("SELECT id, arrived_ms, data, sum FROM scrape WHERE id >= ? AND id < ? ORDER BY id");
  if (!query) return fail(std::move(query).error());
  // From the turn of the hour on: a scrape may refer to another of its hour.
  query->bind(1, first_scrape_of(start_of(hour_of(range.first)))).bind(2, first_scrape_of(range.end));
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    stored_scrape scrape{.id = query->integer(0), .arrived_unix_ms = query->integer(1)};
    const std::int64_t data = query->integer(2);
    if (query->integer(3) != sum_of(scrape.id, scrape.arrived_unix_ms, data)) {
      overlay.damage_.push_back(
          damage_line(scrape.id, {error_code::data_loss, "its time of arrival and completeness are damaged"}));
    } else {
      scrape.data = static_cast<completeness>(data);
    }
    overlay.scrapes_.push_back(std::move(scrape));
  }
  for (stored_scrape& scrape : overlay.scrapes_) {
    const auto there = overlay.blob_.go_to(scrape.id);
    auto table = there ? read_frame_table(overlay.blob_) : fail(there.error());
    if (table) {
      scrape.columns = std::move(*table);
    } else if (table.error().code == error_code::data_loss) {
      overlay.damage_.push_back(damage_line(scrape.id, table.error()));
    } else {
      return fail(table.error());
    }
  }
  return overlay;
}

result<void> scrape_overlay::read_values(const stored_scrape& scrape, const frame_column& column, namespace_slot first,
                                         std::span<double> values) {
  if (column.changes_only) {
    auto base = bases_.find(column.base_id);
    if (base == bases_.end()) {
      const auto holder = std::ranges::find(scrapes_, column.base_id, &stored_scrape::id);
      const frame_column* whole = holder == scrapes_.end() ? nullptr : column_in(*holder, column.column);
      if (whole == nullptr || whole->changes_only) {
        return fail(error_code::data_loss, "the scrape that it refers to is gone");
      }
      std::vector<double> figures(values.size());
      if (auto read = read_values(*holder, *whole, first, figures); !read) return read;
      base = bases_.emplace(column.base_id, std::move(figures)).first;
    }
    std::ranges::copy(base->second, values.begin());
  }
  if (auto moved = blob_.go_to(scrape.id); !moved) return moved;
  return read_frame_values(blob_, column, first, values);
}

result<void> scrape_overlay::apply(history_column column, column_matrix& matrix) {
  bases_.clear();
  std::vector<double> values(matrix.slots());
  for (const stored_scrape& scrape : scrapes_) {
    const utc_minute minute = minute_of_scrape(scrape.id);
    if (minute < matrix.range().first || minute >= matrix.range().end) continue;
    const frame_column* stored = column_in(scrape, column);
    if (stored == nullptr) continue;
    if (auto read = read_values(scrape, *stored, matrix.first_slot(), values); !read) {
      if (read.error().code != error_code::data_loss) return read;
      matrix.damage.push_back(damage_line(scrape.id, read.error()) + fmt::format(" (column {})", to_string(column)));
      continue;
    }
    const auto place = static_cast<std::size_t>(minute - matrix.range().first);
    for (std::size_t slot = 0; slot < values.size(); ++slot) {
      if (is_known(values[slot])) matrix.row(slot)[place] = values[slot];
    }
  }
  return {};
}

}  // namespace headroom::store
