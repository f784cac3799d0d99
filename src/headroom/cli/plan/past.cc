#include "headroom/cli/plan/past.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

#include "headroom/backtest/trace_csv.h"
#include "headroom/base/text.h"
#include "headroom/cli/backtest/trace_file.h"
#include "headroom/store/limit_history.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::plan {
namespace {

constexpr std::int64_t history_minutes = std::int64_t{8} * 7 * 1440;
constexpr std::int64_t recent_minutes = 24 * 60;  // how old a mode or a limit may be to be taken for today's

std::optional<double> last_known(const std::vector<double>& values, std::int64_t within_minutes) {
  const auto oldest = static_cast<std::ptrdiff_t>(values.size()) - within_minutes;
  for (auto i = static_cast<std::ptrdiff_t>(values.size()) - 1; i >= 0 && i >= oldest; --i) {
    if (!std::isnan(values[static_cast<std::size_t>(i)])) return values[static_cast<std::size_t>(i)];
  }
  return std::nullopt;
}

bool any_positive(const std::vector<double>& values) {
  return std::ranges::any_of(values, [](double v) { return v > 0; });
}

result<std::vector<namespace_id>> wanted(store::history_reader& history, const store_wish& wish) {
  auto all = history.namespaces();
  if (!all || wish.globs.empty()) return all;
  std::vector<std::string_view> names;
  for (const auto& id : *all) names.emplace_back(id.value());
  std::vector<namespace_id> out;
  for (const auto& glob : wish.globs) {
    const bool matched = std::ranges::any_of(names, [&](auto name) { return glob_matches(glob, name); });
    if (matched) continue;
    const auto near = nearest(glob, names);
    return fail(error_code::not_found,
                fmt::format("saw no namespace '{}' in the history, expected one of its {}{}", escape_for_terminal(glob),
                            names.size(), near ? fmt::format("; did you mean '{}'?", *near) : ""));
  }
  for (const auto& id : *all) {
    if (std::ranges::any_of(wish.globs, [&](const auto& glob) { return glob_matches(glob, id.value()); }))
      out.push_back(id);
  }
  return out;
}

result<namespace_past> past_in_store(store::history_reader& history, const namespace_id& id, const std::string& where,
                                     store::minute_range range) {
  namespace_past out{.id = id, .where = where, .start = range.first};
  const auto trus = history.read(id, store::history_column::trus, range);
  if (!trus) return fail(trus.error());
  if (const auto count = last_known(trus->values, recent_minutes)) out.current = store::capacity_of(*count);
  for (const limit_kind kind : {limit_kind::actions, limit_kind::requests, limit_kind::operations}) {
    auto row = store::read_limit(history, id, kind, range);
    if (!row) return fail(row.error());
    auto allowed = last_known(row->envelope_per_s, recent_minutes);
    if (!allowed && out.current == on_demand) allowed = last_known(row->limit_per_s, recent_minutes);
    out.damage.insert(out.damage.end(), row->damage.begin(), row->damage.end());
    out.rows.push_back({.kind = kind, .per_second = std::move(row->count_per_s), .on_demand_limit_per_s = allowed});
  }
  const store::minute_range week{std::max(range.first, range.end - 7 * 1440), range.end};
  const auto standby = history.read(id, store::history_column::standby_actions, week);
  if (!standby) return fail(standby.error());
  out.has_replica = any_positive(standby->values);
  return out;
}

}  // namespace

result<read_pasts> pasts_of_traces(const std::vector<std::string>& files) {
  std::set<std::string> names;
  read_pasts out;
  for (const auto& file : files) {
    const auto name = headroom::backtest::trace_name(file);
    if (!names.insert(name).second) {
      return fail(
          error_code::invalid_argument,
          fmt::format("saw two traces named '{}', expected names that differ; a trace's name is its file's up to "
                      "'.csv'",
                      name));
    }
    auto trace = backtest::read_trace_file(file);
    if (!trace) {
      out.unread.push_back(std::move(trace).error());
      continue;
    }
    out.found.push_back({.id = namespace_id(trace->name), .where = file, .start = trace->start});
    out.found.back().rows.push_back({.kind = limit_kind::actions, .per_second = std::move(trace->aps)});
  }
  return out;
}

result<read_pasts> pasts_of_store(const std::string& file, const store_wish& wish) {
  auto history = store::open_sqlite_history(file, {.mode = store::open_mode::read});
  if (!history) return fail(std::move(history).error());
  const auto ids = wanted(**history, wish);
  if (!ids) return fail(ids.error());
  const auto info = (*history)->info();
  if (!info) return fail(info.error());
  read_pasts out;
  store::minute_range range{wish.until - history_minutes, wish.until};
  if (info->covered) range.first = std::max(range.first, std::min(info->covered->first, wish.until));
  for (const auto& id : *ids) {
    auto past = past_in_store(**history, id, file, range);
    if (past) {
      out.found.push_back(*std::move(past));
    } else {
      out.unread.push_back(past.error().in(id.value()));
    }
  }
  return out;
}

}  // namespace headroom::cli::plan
