#include "headroom/store/check_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <sstream>
#include <string>

#include "headroom/store/chunk_table.h"
#include "headroom/store/ledger.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/side_tables.h"

namespace headroom::store {
namespace {

// One damaged page has SQLite name all that hang on it, several in one row.
result<void> check_structure(sqlite::database& db, std::vector<finding>& found) {
  constexpr std::size_t shown_max = 10;
  auto query = db.prepare("PRAGMA integrity_check(100)");
  if (!query) return fail(std::move(query).error());
  std::vector<std::string> lines;
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) break;
    std::istringstream text(query->text(0));
    for (std::string line; std::getline(text, line);) {
      if (line != "ok" && !line.starts_with("***")) lines.push_back(line);
    }
  }
  for (std::size_t i = 0; i < std::min(lines.size(), shown_max); ++i) {
    found.push_back({.what = "SQLite's pages: " + lines[i]});
  }
  if (lines.size() > shown_max) {
    found.push_back({.what = fmt::format("SQLite's pages: and {} more of the kind", lines.size() - shown_max)});
  }
  return {};
}

void add(std::vector<finding>& found, const std::vector<std::string>& lines, std::optional<std::int64_t> day = {},
         std::optional<history_column> column = {}) {
  for (const std::string& line : lines) found.push_back({line, day, column});
}

// Every scrape that waits, hour by hour as they refer to each other.
result<void> check_scrapes(sqlite::database& db, std::size_t slots, std::vector<finding>& found) {
  auto query = db.prepare("SELECT min(id) FROM scrape WHERE id >= ?");
  if (!query) return fail(std::move(query).error());
  for (utc_hour hour{std::numeric_limits<std::int32_t>::min()};; ++hour.index) {
    query->bind(1, first_scrape_of(start_of(hour)));
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (query->is_null(0)) return {};
    hour = hour_of(minute_of_scrape(query->integer(0)));
    query->reset();
    auto scrapes = scrape_overlay::load(db, {start_of(hour), start_of(hour + 1)});
    if (!scrapes) return fail(scrapes.error());
    const std::int64_t day = day_of(start_of(hour));
    add(found, scrapes->damage(), day);
    for (const history_column column : all_columns()) {
      column_matrix matrix(0, slots, {start_of(hour), start_of(hour + 1)});
      if (auto done = scrapes->apply(column, matrix); !done) return done;
      add(found, matrix.damage, day, column);
    }
  }
}

result<void> check_chunks(sqlite::database& db, std::vector<finding>& found) {
  auto query = db.prepare("SELECT id FROM chunk ORDER BY id");
  if (!query) return fail(std::move(query).error());
  chunk_table chunks(db);
  for (;;) {
    const auto row = query->step();
    if (!row) return fail(row.error());
    if (!*row) return {};
    const chunk_place place = chunk_place::of(query->integer(0));
    if (index_of(place.column) >= history_column_count || (place.hour > 23 && place.hour != chunk_place::whole_day)) {
      found.push_back({fmt::format("a column chunk has an impossible place ({})", query->integer(0)), place.day, {}});
      continue;
    }
    column_matrix matrix(static_cast<namespace_slot>(place.group * chunk_slots), chunk_slots, place.minutes());
    if (auto done = chunks.read(place, matrix); !done) return done;
    add(found, matrix.damage, place.day, place.column);
  }
}

result<void> check_ledger(sqlite::database& db, std::vector<finding>& found) {
  const auto days = read_ledger(db, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max());
  if (!days) return fail(days.error());
  for (const ledger_day& day : *days) {
    if (day.damage) found.push_back({*day.damage, day.day, {}});
  }
  return {};
}

// Damage that SQLite itself runs into ends a table's walk; it is a finding, and the other tables are still read.
result<void> as_finding(const result<void>& done, std::string_view table, std::vector<finding>& found) {
  if (done || done.error().code != error_code::data_loss) return done;
  found.push_back({.what = fmt::format("the table of {} cannot be read to its end: {}", table,
                                       done.error().message.substr(0, done.error().message.find(';')))});
  return {};
}

}  // namespace

result<std::vector<finding>> check_file(sqlite::database& db, namespace_table& names) {
  std::vector<finding> found;
  if (auto done = as_finding(check_structure(db, found), "contents", found); !done) return fail(done.error());
  if (auto done = as_finding(names.refresh(db), "namespaces", found); !done) return fail(done.error());
  add(found, names.damage());
  const auto side = damage_in_side_tables(db);
  if (side) add(found, *side);
  const auto side_done = side ? result<void>{} : fail(side.error());
  if (auto done = as_finding(side_done, "receipts and gaps", found); !done) return fail(done.error());
  const std::size_t slots = names.by_slot().size();
  if (auto done = as_finding(check_scrapes(db, slots, found), "scrapes", found); !done) return fail(done.error());
  if (auto done = as_finding(check_chunks(db, found), "columns", found); !done) return fail(done.error());
  if (auto done = as_finding(check_ledger(db, found), "arrivals", found); !done) return fail(done.error());
  return found;
}

}  // namespace headroom::store
