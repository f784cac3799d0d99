#include "headroom/store/column_reader.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <utility>

namespace headroom::store {

result<column_reader> column_reader::open(sqlite::database& db, minute_range range) {
  auto overlay = scrape_overlay::load(db, range);
  if (!overlay) return fail(std::move(overlay).error());
  return column_reader(range, std::move(*overlay));
}

result<void> column_reader::read(history_column column, column_matrix& matrix) {
  return overlay_.apply(column, matrix);
}

result<std::vector<minute_note>> column_reader::notes() {
  std::vector<minute_note> notes;
  for (const stored_scrape& scrape : overlay_.scrapes()) {
    const utc_minute minute = minute_of_scrape(scrape.id);
    if (minute < range_.first) continue;
    if (notes.empty() || notes.back().minute != minute) notes.push_back({.minute = minute, .arrivals = 0});
    notes.back().data = scrape.data;
    notes.back().arrived_unix_ms = scrape.arrived_unix_ms;
    ++notes.back().arrivals;
  }
  return notes;
}

result<std::optional<minute_range>> covered_minutes(sqlite::database& db) {
  auto query = db.prepare("SELECT (SELECT min(id) FROM scrape), (SELECT max(id) FROM scrape)");
  if (!query) return fail(std::move(query).error());
  const auto row = query->step();
  if (!row) return fail(row.error());
  if (query->is_null(0)) return std::nullopt;
  return minute_range{minute_of_scrape(query->integer(0)), minute_of_scrape(query->integer(1)) + 1};
}

result<std::int64_t> forget_days_before(sqlite::database& db, std::int64_t first_kept_day) {
  auto days = db.prepare("SELECT count(DISTINCT id / ?1) FROM scrape WHERE id < ?2");
  if (!days) return fail(std::move(days).error());
  constexpr std::int64_t ids_per_day = minutes_per_day * arrivals_per_minute_max;
  days->bind(1, ids_per_day).bind(2, first_kept_day * ids_per_day);
  const auto row = days->step();
  if (!row) return fail(row.error());
  const std::int64_t count = days->integer(0);
  days->reset();
  auto remove = db.prepare("DELETE FROM scrape WHERE id < ?");
  if (!remove) return fail(std::move(remove).error());
  remove->bind(1, first_kept_day * ids_per_day);
  if (auto done = remove->run(); !done) return fail(done.error());
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
