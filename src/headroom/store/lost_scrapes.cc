#include "headroom/store/lost_scrapes.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <vector>

#include "headroom/store/ledger.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/side_tables.h"

namespace headroom::store {
namespace {

// Whether the file knows of any scrape of the minute.
result<bool> is_there(sqlite::database& db, utc_minute minute) {
  const auto waiting = db.integer(fmt::format("SELECT EXISTS(SELECT 1 FROM scrape WHERE id >= {} AND id < {})",
                                              first_scrape_of(minute), first_scrape_of(minute + 1)));
  if (!waiting) return fail(waiting.error());
  if (*waiting != 0) return true;
  const auto days = read_ledger(db, day_of(minute), day_of(minute));
  if (!days) return fail(days.error());
  if (days->empty()) return false;
  return days->front().damage || std::ranges::binary_search(days->front().notes, minute, {}, &minute_note::minute);
}

result<void> name_loss(sqlite::database& db, minute_range minutes) {
  const auto what = fmt::format("{} to {}: {} minutes were acknowledged and are not in the file any more",
                                to_string(minutes.first), to_string(minutes.end), minutes.minutes());
  if (auto done = insert_loss(db, what); !done) return done;
  return insert_gap(db, {minutes, "lost: was the write-ahead log of the history removed?", 0});
}

}  // namespace

result<void> name_losses(sqlite::database& db, std::span<const std::int64_t> acknowledged) {
  const auto kept_from = db.integer("SELECT value FROM meta WHERE key = 'kept_from_day'");
  if (!kept_from) return fail(kept_from.error());
  std::set<utc_minute> gone;
  for (const std::int64_t id : acknowledged) {
    const utc_minute minute = minute_of_scrape(id);
    // A machine that lost its power may have left zeros in the notes, which are of no minute.
    if (id == 0 || day_of(minute) < *kept_from || gone.contains(minute)) continue;
    const auto there = is_there(db, minute);
    if (!there) return fail(there.error());
    if (!*there) gone.insert(minute);
  }
  for (auto first = gone.begin(); first != gone.end();) {
    auto last = first;
    auto next = std::next(first);
    while (next != gone.end() && *next == *last + 1) last = next++;
    if (auto done = name_loss(db, {*first, *last + 1}); !done) return done;
    first = next;
  }
  return {};
}

result<void> keep_from(sqlite::database& db, std::int64_t day) {
  return db.run(fmt::format("INSERT OR REPLACE INTO meta VALUES('kept_from_day', {})", day));
}

}  // namespace headroom::store
