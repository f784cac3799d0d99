#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/history/info.h"
#include "headroom/cli/history/places.h"

namespace headroom::cli::history {
namespace {

constexpr std::size_t rows_shown_max = 40;
constexpr std::size_t stretches_shown_max = 12;

std::string minute_text(utc_minute minute) {
  std::string text = to_string(minute).substr(0, 16);
  text[10] = ' ';
  return text;
}

std::string range_text(const store::minute_range& range) {
  return fmt::format("{} to {} UTC", minute_text(range.first), minute_text(range.end));
}

std::string bytes_text(std::int64_t bytes) {
  if (bytes < 10'000) return fmt::format("{} bytes", with_commas(bytes));
  if (bytes < 10'000'000) return fmt::format("{} kB", with_commas(bytes / 1000));
  return fmt::format("{} MB", with_commas(bytes / 1'000'000));
}

std::string missing_text(const history_summary& all) {
  if (all.missing.empty()) return "  missing     nothing\n";
  std::string out = fmt::format("  missing     {} ({})\n", counted(all.missing_minutes(), "minute", "minutes"),
                                duration_text(all.missing_minutes()));
  // The longest first, since a long history has many short ones.
  auto sorted = all.missing;
  std::ranges::sort(sorted, {}, [](const missing_stretch& stretch) {
    return std::pair(stretch.minutes.first - stretch.minutes.end, stretch.minutes.first);
  });
  const std::size_t shown = std::min(sorted.size(), stretches_shown_max);
  std::ranges::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(shown), {},
                    [](const missing_stretch& stretch) { return stretch.minutes.first; });
  for (std::size_t i = 0; i < shown; ++i) {
    out += fmt::format("    {}  {:>8}  {}\n", range_text(sorted[i].minutes),
                       duration_text(static_cast<std::int64_t>(sorted[i].minutes.minutes())),
                       escape_for_terminal(sorted[i].reason));
  }
  if (shown < sorted.size()) {
    out += fmt::format("    and {} shorter ones (-o json has all)\n",
                       with_commas(static_cast<std::int64_t>(sorted.size() - shown)));
  }
  return out;
}

std::string namespaces_text(const std::vector<namespace_span>& spans) {
  if (spans.empty()) return "";
  std::size_t width = 9;
  const std::size_t shown = std::min(spans.size(), rows_shown_max);
  for (std::size_t i = 0; i < shown; ++i) width = std::max(width, spans[i].id.value().size());
  std::string out = fmt::format("\n  {:<{}}  {:<16}  {:<16}  {:>9}  {:>9}\n", "NAMESPACE", width, "FIRST", "LAST",
                                "KNOWN", "MISSING");
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& span = spans[i];
    out += fmt::format("  {:<{}}  {:<16}  {:<16}  {:>9}  {:>9}\n", escape_for_terminal(span.id.value()), width,
                       span.covered ? minute_text(span.covered->first) : "-",
                       span.covered ? minute_text(span.covered->end - 1) : "-", with_commas(span.known_minutes),
                       with_commas(span.missing_minutes));
  }
  if (shown < spans.size()) {
    out += fmt::format("  and {} more (-o json has all, --namespace GLOB chooses)\n",
                       with_commas(static_cast<std::int64_t>(spans.size() - shown)));
  }
  return out;
}

ordered_json range_json(const store::minute_range& range) {
  return {{"first", to_string(range.first)}, {"end", to_string(range.end)}};
}

}  // namespace

std::string duration_text(std::int64_t minutes) {
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes < 1440) {
    return minutes % 60 == 0 ? fmt::format("{} h", minutes / 60)
                             : fmt::format("{} h {} min", minutes / 60, minutes % 60);
  }
  const std::int64_t days = minutes / 1440, hours = minutes % 1440 / 60;
  const std::string text = counted(days, "day", "days");
  return hours == 0 ? text : fmt::format("{} {} h", text, hours);
}

std::string summary_text(const history_summary& all) {
  const auto& store = all.store;
  if (!store.covered) return nothing_in(store.where).message + "\n";
  std::string out = fmt::format("history {}\n", escape_for_terminal(store.where));
  out += fmt::format("  covers      {} ({})\n", range_text(*store.covered),
                     duration_text(static_cast<std::int64_t>(store.covered->minutes())));
  out += fmt::format("  namespaces  {}\n", with_commas(store.namespaces));
  out += fmt::format("  minutes     {} stored", with_commas(store.minutes_stored));
  if (store.minutes_incomplete > 0) {
    out += fmt::format(", {} of them from scrapes that were not complete", with_commas(store.minutes_incomplete));
  }
  if (store.minutes_pending > 0) out += fmt::format(", {} not compacted yet", with_commas(store.minutes_pending));
  out += fmt::format("\n  size        {}\n", bytes_text(store.bytes));
  out += missing_text(all);
  for (const auto* lines : {&store.losses, &all.damage}) {
    for (const auto& line : *lines) out += fmt::format("  lost        {}\n", escape_for_terminal(line));
  }
  return out + namespaces_text(all.namespaces);
}

ordered_json summary_json(const history_summary& all) {
  const auto& store = all.store;
  ordered_json out{{"history", store.where},
                   {"covered", store.covered ? range_json(*store.covered) : ordered_json()},
                   {"namespace_count", store.namespaces},
                   {"minutes_stored", store.minutes_stored},
                   {"minutes_incomplete", store.minutes_incomplete},
                   {"minutes_pending", store.minutes_pending},
                   {"minutes_missing", all.missing_minutes()},
                   {"bytes", store.bytes},
                   {"missing", ordered_json::array()},
                   {"losses", store.losses},
                   {"damage", all.damage},
                   {"namespaces", ordered_json::array()}};
  for (const auto& stretch : all.missing) {
    auto one = range_json(stretch.minutes);
    one["minutes"] = stretch.minutes.minutes();
    one["reason"] = stretch.reason;
    out["missing"].push_back(std::move(one));
  }
  for (const auto& span : all.namespaces) {
    ordered_json one{{"namespace", span.id.value()}};
    if (span.covered) one.update(range_json(*span.covered));
    one["known_minutes"] = span.known_minutes;
    one["missing_minutes"] = span.missing_minutes;
    out["namespaces"].push_back(std::move(one));
  }
  return out;
}

}  // namespace headroom::cli::history
