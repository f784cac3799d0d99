#include "headroom/cli/history/load_window.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "headroom/store/scrape_frame.h"

namespace headroom::cli::history {
namespace {

constexpr std::int64_t week = 7 * store::minutes_per_day;

std::vector<double> known_in(std::span<const double> values) {
  std::vector<double> out;
  std::ranges::copy_if(values, std::back_inserter(out), store::is_known);
  return out;
}

double mean_of(std::span<const double> known) {
  return std::accumulate(known.begin(), known.end(), 0.0) / static_cast<double>(known.size());
}

// Between ranks, as cost/envelope reads Temporal's 90th percentile.
double percentile(std::span<const double> sorted, double share) {
  const double rank = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - std::floor(rank)) * (sorted[above] - sorted[below]);
}

std::span<const double> last(std::span<const double> values, std::int64_t minutes) {
  const auto count = std::min(values.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, minutes)));
  return values.last(count);
}

// Half of both weeks must be known: less would compare a day with a night.
std::optional<double> growth_of(std::span<const double> counts) {
  if (std::ssize(counts) < 2 * week) return std::nullopt;
  const auto two_weeks = last(counts, 2 * week);
  const auto before = known_in(two_weeks.first(static_cast<std::size_t>(week)));
  const auto after = known_in(two_weeks.last(static_cast<std::size_t>(week)));
  constexpr std::int64_t enough = week / 2;
  if (std::ssize(before) < enough || std::ssize(after) < enough) return std::nullopt;
  const double base = mean_of(before);
  return base > 0 ? std::optional(mean_of(after) / base - 1) : std::nullopt;
}

std::optional<std::int64_t> throttled_minutes(std::span<const double> throttled) {
  const auto known = known_in(throttled);
  if (known.empty()) return std::nullopt;
  return std::ranges::count_if(known, [](double rate) { return rate > 0; });
}

}  // namespace

report::load_window window_of(utc_minute first, std::span<const double> counts, std::int64_t minutes) {
  report::load_window out{.minutes = minutes};
  const auto window = last(counts, minutes);
  auto known = known_in(window);
  out.known_minutes = std::ssize(known);
  out.growth_per_week = growth_of(counts);
  if (known.empty()) return out;
  out.mean_aps = mean_of(known);
  std::ranges::sort(known);
  out.p50_aps = percentile(known, 0.5);
  out.p90_aps = percentile(known, 0.9);
  out.p99_aps = percentile(known, 0.99);
  out.peak_aps = known.back();
  const auto at = std::ranges::find(window, known.back()) - window.begin();
  out.peak_minute = first + (std::ssize(counts) - std::ssize(window)) + at;
  return out;
}

result<report::window_map> read_windows(store::history_reader& from, utc_minute end, std::int64_t minutes) {
  report::window_map out;
  const store::minute_range all{.first = end - std::max(minutes, 2 * week), .end = end};
  auto done = from.scan(store::history_column::actions_count, all,
                        [&](const namespace_id& id, const store::column_history& seen) -> result<void> {
                          out[id] = window_of(seen.first, seen.values, minutes);
                          return {};
                        });
  if (!done) return fail(done.error());
  const store::minute_range window{.first = end - minutes, .end = end};
  for (const limit_kind kind : {limit_kind::actions, limit_kind::requests, limit_kind::operations}) {
    done = from.scan(column_of(kind, store::row_figure::throttled), window,
                     [&](const namespace_id& id, const store::column_history& seen) -> result<void> {
                       const auto place = out.try_emplace(id, report::load_window{.minutes = minutes}).first;
                       place->second.throttled_minutes[static_cast<std::size_t>(kind)] = throttled_minutes(seen.values);
                       return {};
                     });
    if (!done) return fail(done.error());
  }
  return out;
}

}  // namespace headroom::cli::history
