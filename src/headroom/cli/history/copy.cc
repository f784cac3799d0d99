#include "headroom/cli/history/copy.h"

#include <algorithm>

namespace headroom::cli::history {
namespace {

// A day at a time: what was copied stays when the rest is interrupted, and is not asked for again.
result<void> copy_day(store::history_reader& from, store::history_store& to, const selection& today, row_batch& batch,
                      copy_outcome& out) {
  const auto there = to.notes(today.minutes);
  if (!there) return fail(there.error());
  if (there->size() == today.minutes.minutes()) return {};
  auto damage = read_rows(from, today, [&](const history_row& row) -> result<void> {
    const auto known = std::ranges::lower_bound(*there, row.minute, {}, &store::minute_note::minute);
    if (known != there->end() && known->minute == row.minute) return {};
    batch.add(row);
    return batch.full() ? batch.flush() : result<void>();
  });
  if (!damage) return fail(std::move(damage).error());
  out.damage.insert(out.damage.end(), damage->begin(), damage->end());
  return batch.flush();
}

}  // namespace

result<copy_outcome> copy_history(store::history_reader& from, store::history_store& to, const copy_options& options) {
  copy_outcome out;
  row_batch batch(to, options.now_unix_ms, [](const std::string&) {});
  const auto range = options.what.minutes;
  for (utc_minute at = range.first; at < range.end && !out.interrupted;) {
    selection today = options.what;
    today.minutes = {.first = at, .end = std::min(range.end, store::start_of_day(store::day_of(at) + 1))};
    at = today.minutes.end;
    if (auto done = copy_day(from, to, today, batch, out); !done) return fail(done.error());
    if (options.progress) {
      options.progress(batch.facts().rows,
                       static_cast<double>(at - range.first) / static_cast<double>(range.minutes()));
    }
    out.interrupted = options.stop.stop_requested();
  }
  out.facts = batch.facts();
  out.namespaces = batch.namespaces();
  out.covered = batch.covered();
  return out;
}

}  // namespace headroom::cli::history
