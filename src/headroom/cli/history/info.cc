#include "headroom/cli/history/info.h"

#include <algorithm>
#include <map>
#include <set>

#include "headroom/cli/history/row_reader.h"

namespace headroom::cli::history {
namespace {

using span_map = std::map<namespace_id, namespace_span>;

void note_known(namespace_span& span, const store::column_history& seen) {
  for (std::size_t i = 0; i < seen.values.size(); ++i) {
    if (!store::is_known(seen.values[i])) continue;
    const utc_minute minute = seen.first + static_cast<std::int64_t>(i);
    if (!span.covered) span.covered = {.first = minute, .end = minute};
    span.covered->first = std::min(span.covered->first, minute);
    span.covered->end = std::max(span.covered->end, minute + 1);
    span.known_minutes += 1;
  }
}

// Day by day, so that years of tens of thousands of namespaces need no more memory than a day.
result<void> read_spans(store::history_reader& from, store::minute_range range, span_map& spans,
                        std::set<std::string>& damage) {
  for (std::int64_t day = store::day_of(range.first); store::start_of_day(day) < range.end; ++day) {
    const store::minute_range today{.first = std::max(range.first, store::start_of_day(day)),
                                    .end = std::min(range.end, store::start_of_day(day + 1))};
    auto done = from.scan(store::history_column::actions_count, today,
                          [&](const namespace_id& id, const store::column_history& seen) -> result<void> {
                            damage.insert(seen.damage.begin(), seen.damage.end());
                            if (const auto span = spans.find(id); span != spans.end()) note_known(span->second, seen);
                            return {};
                          });
    if (!done) return done;
  }
  return {};
}

}  // namespace

std::int64_t history_summary::missing_minutes() const {
  std::int64_t sum = 0;
  for (const auto& stretch : missing) sum += static_cast<std::int64_t>(stretch.minutes.minutes());
  return sum;
}

result<history_summary> summarise(store::history_reader& from, const std::vector<std::string>& globs) {
  auto info = from.info();
  if (!info) return fail(std::move(info).error());
  history_summary out{.store = std::move(*info), .missing = {}, .namespaces = {}, .damage = {}};
  const auto names = selected_namespaces(from, globs);
  if (!names) return fail(names.error());
  span_map spans;
  for (const auto& id : *names) spans[id].id = id;
  std::set<std::string> damage;
  if (const auto range = out.store.covered) {
    const auto notes = from.notes(*range);
    const auto gaps = from.gaps(*range);
    if (!notes || !gaps) return fail(notes ? gaps.error() : notes.error());
    out.missing = missing_minutes(*range, *notes, *gaps);
    if (auto done = read_spans(from, *range, spans, damage); !done) return fail(done.error());
  }
  for (auto& [id, span] : spans) {
    if (span.covered) span.missing_minutes = static_cast<std::int64_t>(span.covered->minutes()) - span.known_minutes;
    out.namespaces.push_back(std::move(span));
  }
  out.damage.assign(damage.begin(), damage.end());
  return out;
}

}  // namespace headroom::cli::history
