#include "headroom/cli/history/row_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
#include <unordered_map>

#include "headroom/cloud/namespace_filter.h"

namespace headroom::cli::history {
namespace {

// Figures in memory at once: 128 MB.
constexpr std::size_t figures_max = 16'000'000;

// The figures of a stretch of minutes: by minute, then namespace, then column.
class stretch {
 public:
  stretch(store::minute_range range, const std::vector<namespace_id>& names, std::size_t columns)
      : range_(range), names_(names), columns_(columns) {
    values_.assign(range.minutes() * names.size() * columns, store::unknown_value);
    for (std::size_t i = 0; i < names.size(); ++i) places_.emplace(names[i], i);
  }

  void take(const namespace_id& id, const store::column_history& seen, std::size_t column) {
    const auto place = places_.find(id);
    if (place == places_.end()) return;
    for (std::size_t m = 0; m < seen.values.size() && m < range_.minutes(); ++m) {
      values_[(m * names_.size() + place->second) * columns_ + column] = seen.values[m];
    }
  }

  [[nodiscard]] std::span<const double> of(std::size_t minute, std::size_t name) const {
    return std::span(values_).subspan((minute * names_.size() + name) * columns_, columns_);
  }

 private:
  store::minute_range range_;
  const std::vector<namespace_id>& names_;
  std::size_t columns_;
  std::vector<double> values_;
  std::unordered_map<namespace_id, std::size_t> places_;
};

result<void> visit_stretch(const stretch& figures, store::minute_range range, const std::vector<namespace_id>& names,
                           const selection& what, const std::vector<store::minute_note>& notes,
                           const row_visitor& visit) {
  auto note = notes.begin();
  for (std::size_t m = 0; m < range.minutes(); ++m) {
    const utc_minute minute = range.first + static_cast<std::int64_t>(m);
    while (note != notes.end() && note->minute < minute) ++note;
    const bool noted = note != notes.end() && note->minute == minute;
    for (std::size_t n = 0; n < names.size(); ++n) {
      const auto values = figures.of(m, n);
      if (std::ranges::none_of(values, store::is_known)) continue;
      history_row row{.minute = minute, .id = names[n], .data = {}, .arrived_unix_ms = {}};
      if (noted) {
        row.data = note->data;
        if (note->arrived_unix_ms != 0) row.arrived_unix_ms = note->arrived_unix_ms;  // 0: a server does not know
      }
      for (std::size_t c = 0; c < values.size(); ++c) row[what.columns[c]] = values[c];
      if (auto done = visit(row); !done) return done;
    }
  }
  return {};
}

// Up to the next midnight at most: days are what a history is kept in.
store::minute_range next_stretch(utc_minute first, utc_minute end, std::size_t minutes_max) {
  const utc_minute midnight = store::start_of_day(store::day_of(first) + 1);
  return {.first = first, .end = std::min({end, midnight, first + static_cast<std::int64_t>(minutes_max)})};
}

}  // namespace

result<std::vector<namespace_id>> selected_namespaces(store::history_reader& from,
                                                      const std::vector<std::string>& globs) {
  auto all = from.namespaces();
  if (!all || globs.empty()) return all;
  std::erase_if(*all, [&](const namespace_id& id) {
    return std::ranges::none_of(globs,
                                [&](const std::string& glob) { return cloud::matches_namespace(glob, id.value()); });
  });
  if (!all->empty()) return all;
  return fail(error_code::not_found,
              fmt::format("no namespace of the history matches {}; `headroom history info` lists them",
                          fmt::join(globs, ", ")));
}

result<std::vector<std::string>> read_rows(store::history_reader& from, const selection& what,
                                           const row_visitor& visit) {
  const auto names = selected_namespaces(from, what.namespaces);
  if (!names) return fail(names.error());
  std::set<std::string> damage;
  const std::size_t width = std::max<std::size_t>(1, names->size() * what.columns.size());
  const std::size_t minutes_max = std::clamp<std::size_t>(figures_max / width, 1, store::minutes_per_day);
  for (utc_minute at = what.minutes.first; at < what.minutes.end;) {
    const auto range = next_stretch(at, what.minutes.end, minutes_max);
    at = range.end;
    const auto notes = from.notes(range);
    if (!notes) return fail(notes.error());
    stretch figures(range, *names, what.columns.size());
    for (std::size_t c = 0; c < what.columns.size(); ++c) {
      const auto done =
          from.scan(what.columns[c], range, [&](const namespace_id& id, const store::column_history& seen) {
            damage.insert(seen.damage.begin(), seen.damage.end());
            figures.take(id, seen, c);
            return result<void>();
          });
      if (!done) return fail(done.error());
    }
    if (auto done = visit_stretch(figures, range, *names, what, *notes, visit); !done) return fail(done.error());
  }
  return std::vector(damage.begin(), damage.end());
}

}  // namespace headroom::cli::history
