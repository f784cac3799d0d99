#include "headroom/cli/history/copy.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace headroom::cli::history {
namespace {

// Which minutes of a day each namespace has any figure in.
class known_minutes {
 public:
  static result<known_minutes> of(store::history_reader& history, store::minute_range day) {
    known_minutes known(day);
    for (const auto column : store::all_columns()) {
      auto done = history.scan(column, day, [&](const namespace_id& id, const store::column_history& seen) {
        known.add(id, seen.values);
        return result<void>();
      });
      if (!done) return fail(done.error());
    }
    return known;
  }

  [[nodiscard]] bool has(const namespace_id& id, utc_minute minute) const {
    const auto found = minutes_.find(id);
    return found != minutes_.end() && found->second[static_cast<std::size_t>(minute - day_.first)];
  }

  [[nodiscard]] bool has_all_of(const std::vector<namespace_id>& names) const {
    return std::ranges::all_of(names, [this](const namespace_id& id) {
      const auto found = minutes_.find(id);
      return found != minutes_.end() && std::ranges::find(found->second, false) == found->second.end();
    });
  }

 private:
  explicit known_minutes(store::minute_range day) : day_(day) {}

  void add(const namespace_id& id, const std::vector<double>& values) {
    auto& minutes = minutes_.try_emplace(id, day_.minutes()).first->second;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (store::is_known(values[i])) minutes[i] = true;
    }
  }

  store::minute_range day_;
  std::unordered_map<namespace_id, std::vector<bool>> minutes_;
};

bool is_noted(const std::vector<store::minute_note>& notes, utc_minute minute) {
  const auto found = std::ranges::lower_bound(notes, minute, {}, &store::minute_note::minute);
  return found != notes.end() && found->minute == minute;
}

// A day at a time: what was copied stays when the rest is interrupted, and is not asked for again.
result<void> copy_day(store::history_reader& from, store::history_store& to, const std::vector<namespace_id>& names,
                      const selection& today, row_batch& batch, copy_outcome& out) {
  const auto notes = to.notes(today.minutes);
  if (!notes) return fail(notes.error());
  const auto known = known_minutes::of(to, today.minutes);
  if (!known) return fail(known.error());
  if (known->has_all_of(names)) return {};
  auto damage = read_rows(from, today, [&](const history_row& row) -> result<void> {
    if (known->has(row.id, row.minute)) return {};
    history_row taken = row;
    // A namespace more does not change how a minute came that is there already.
    if (is_noted(*notes, row.minute)) {
      taken.data.reset();
      taken.arrived_unix_ms.reset();
    }
    batch.add(std::move(taken));
    return batch.full() ? batch.flush() : result<void>();
  });
  if (!damage) return fail(std::move(damage).error());
  out.damage.insert(out.damage.end(), damage->begin(), damage->end());
  return batch.flush();
}

}  // namespace

result<copy_outcome> copy_history(store::history_reader& from, store::history_store& to, const copy_options& options) {
  copy_outcome out;
  const auto names = selected_namespaces(from, options.what.namespaces);
  if (!names) return fail(names.error());
  row_batch batch(to, options.now_unix_ms, [](std::int64_t, const std::string&) {});
  const auto range = options.what.minutes;
  for (utc_minute at = range.first; at < range.end && !out.interrupted;) {
    selection today = options.what;
    today.minutes = {.first = at, .end = std::min(range.end, store::start_of_day(store::day_of(at) + 1))};
    at = today.minutes.end;
    if (auto done = copy_day(from, to, *names, today, batch, out); !done) return fail(done.error());
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
