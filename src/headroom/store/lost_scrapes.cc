#include "headroom/store/lost_scrapes.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>
#include <utility>

#include "headroom/base/figures.h"
#include "headroom/store/ledger.h"
#include "headroom/store/scrape_table.h"
#include "headroom/store/side_tables.h"

namespace headroom::store {
namespace {

// Whether the file knows of any scrape of a minute. One object asks for many, most of them of one day.
class known_scrapes {
 public:
  explicit known_scrapes(sqlite::database& db) : db_(db) {}

  result<bool> has(utc_minute minute) {
    const auto waiting = db_.integer(fmt::format("SELECT EXISTS(SELECT 1 FROM scrape WHERE id >= {} AND id < {})",
                                                 first_scrape_of(minute), first_scrape_of(minute + 1)));
    if (!waiting) return fail(waiting.error());
    if (*waiting != 0) return true;
    if (const std::int64_t day = day_of(minute); day != day_) {
      auto days = read_ledger(db_, day, day);
      if (!days) return fail(days.error());
      folded_ = days->empty() ? ledger_day{.day = day} : std::move(days->front());
      day_ = day;
    }
    return folded_.damage || std::ranges::binary_search(folded_.notes, minute, {}, &minute_note::minute);
  }

 private:
  sqlite::database& db_;
  std::optional<std::int64_t> day_;
  ledger_day folded_;
};

}  // namespace

result<std::vector<minute_range>> lost_minutes(sqlite::database& db, std::span<const std::int64_t> acknowledged) {
  const auto kept_from = db.integer("SELECT value FROM meta WHERE key = 'kept_from_day'");
  if (!kept_from) return fail(kept_from.error());
  known_scrapes known(db);
  std::set<utc_minute> gone;
  for (const std::int64_t id : acknowledged) {
    const utc_minute minute = minute_of_scrape(id);
    // A machine that lost its power may have left zeros in the notes, which are of no minute.
    if (id == 0 || day_of(minute) < *kept_from || gone.contains(minute)) continue;
    const auto there = known.has(minute);
    if (!there) return fail(there.error());
    if (!*there) gone.insert(minute);
  }
  std::vector<minute_range> lost;
  for (const utc_minute minute : gone) {
    if (lost.empty() || lost.back().end != minute) lost.push_back({minute, minute});
    lost.back().end = minute + 1;
  }
  return lost;
}

std::string loss_line(minute_range minutes) {
  return fmt::format("{} to {}: {} acknowledged and not in the file any more", to_string(minutes.first),
                     to_string(minutes.end),
                     counted(static_cast<std::int64_t>(minutes.minutes()), "minute was", "minutes were"));
}

result<void> name_losses(sqlite::database& db, std::span<const std::int64_t> acknowledged) {
  const auto lost = lost_minutes(db, acknowledged);
  if (!lost) return fail(lost.error());
  for (const minute_range& minutes : *lost) {
    if (auto done = insert_loss(db, loss_line(minutes)); !done) return done;
    if (auto done = insert_gap(db, {minutes, "lost: was the write-ahead log of the history removed?", 0}); !done) {
      return done;
    }
  }
  return {};
}

result<void> keep_from(sqlite::database& db, std::int64_t day) {
  return db.run(fmt::format("INSERT OR REPLACE INTO meta VALUES('kept_from_day', {})", day));
}

}  // namespace headroom::store
