#include "headroom/forecast/forecast.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "headroom/forecast/blend.h"
#include "headroom/forecast/mend.h"
#include "headroom/forecast/seasons.h"
#include "headroom/forecast/spread.h"
#include "headroom/forecast/ways.h"

namespace headroom::forecast {
namespace {

constexpr double between_methods = 4;  // sharpness of their weights
constexpr std::size_t most_rehearsals = 14;
constexpr std::size_t least_short_step = 7;  // shares no factor with a day, so that all its hours come in turn
constexpr std::size_t most_short_rehearsals = 64;
constexpr std::size_t most_rehearsed_steps = std::size_t{1} << 20;  // bounds the memory of far horizons
constexpr std::size_t newest_values = 4096;                         // older ones tell little and cost time

result<void> check(const forecast_options& o) {
  if (o.horizon == 0) return fail(error_code::invalid_argument, "saw a horizon of 0, expected at least 1 step");
  for (const std::size_t s : o.seasons.value_or(std::vector<std::size_t>{})) {
    if (s < 2)
      return fail(error_code::invalid_argument, fmt::format("saw a season of {}, expected at least 2 steps", s));
  }
  if (!(o.caution.errors >= 1 && o.caution.tails >= 0)) {
    return fail(error_code::invalid_argument, fmt::format("saw a caution of {} and {}, expected at least 1 and 0",
                                                          o.caution.errors, o.caution.tails));
  }
  double last = 0;
  for (const double level : o.levels) {
    if (!(level > last && level < 1)) {
      return fail(error_code::invalid_argument,
                  fmt::format("saw the quantile level {}, expected levels that rise between 0 and 1", level));
    }
    last = level;
  }
  return {};
}

std::vector<std::size_t> seasons_of(std::span<const double> series, const forecast_options& options) {
  std::vector<std::size_t> out = options.seasons ? *options.seasons : find_seasons(fill_gaps(series, 0));
  // Whoever names the day alone does not say that there is no week.
  if (options.seasons && out.size() == 1 && 2 * out[0] <= series.size()) {
    if (const std::size_t longer = longer_season(out[0], fill_gaps(series, out[0])); longer > 0) out.push_back(longer);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase_if(out, [&](std::size_t s) { return 2 * s > series.size(); });
  if (out.size() > 2) out.erase(out.begin(), out.end() - 2);
  return out;
}

// Rehearsals begin at the same place of the season as the forecast does, so that their errors are like those to come.
origins choose_origins(std::size_t size, season_pair s, std::size_t horizon) {
  origins out{.at = {}, .reach = {}, .horizon = horizon};
  // Two seasons and a day make a good start; where there is little more than that, the last sixth is rehearsed all the
  // same.
  // Nothing can be foretold before the first value.
  const std::size_t first =
      std::max({std::size_t{1}, size / 2, std::min(size - size / 6, 2 * s.longest() + s.shorter)});
  std::size_t step = std::max<std::size_t>(1, s.shorter > 0 ? s.shorter : horizon / 4);
  // A week ahead is rehearsed every other day: its errors overlap too much to tell more.
  if (s.shorter > 0 && horizon > 4 * s.shorter) step = s.shorter * (horizon / (4 * s.shorter) + 1);
  while (step > 1 && (size - first) / step < 4) step /= 2;
  const std::size_t affordable = std::max<std::size_t>(1, most_rehearsed_steps / horizon);
  const std::size_t count = std::min({most_rehearsals, (size - first) / step, affordable});
  const std::size_t short_step =
      std::max({least_short_step, step * count / most_short_rehearsals, step * count / affordable}) | 1;
  const std::size_t short_reach = std::max<std::size_t>(1, std::min(horizon, step) / 4);
  for (std::size_t k = count; k > 0; --k) {
    const std::size_t whole = size - k * step;
    out.add(whole, horizon);
    for (std::size_t at = whole + short_step; at < whole + step; at += short_step) out.add(at, short_reach);
  }
  out.add(size, horizon);
  return out;
}

// What all values are divided by while they are worked on, so that no square of one overflows.
double largest_size(std::span<const double> y) {
  double out = 0;
  for (const double v : y) out = std::max(out, std::abs(v));
  return out > 0 ? out : 1;
}

// A regression may run away when it is carried far ahead; no path leaves twice the range that was seen.
void keep_in_reach(std::span<const double> y, path_table& paths) {
  const auto [least, most] = std::ranges::minmax(y);
  const double room = 2 * (most - least);
  // A path that is no number stands for no knowledge: it becomes the newest value.
  for (double& v : paths.all()) v = std::isfinite(v) ? std::clamp(v, least - room, most + room) : y.back();
}

}  // namespace

result<outlook> foretell(std::span<const double> series, const forecast_options& options) {
  if (auto good = check(options); !good) return fail(good.error());
  const auto known = [](double v) { return !std::isnan(v); };
  if (std::ranges::none_of(series, known)) {
    return fail(error_code::failed_precondition, "saw no value at all, expected at least one to foretell from");
  }
  const bool negative = std::ranges::any_of(series, [](double v) { return v < 0; });
  while (!known(series.front())) series = series.subspan(1);
  outlook out;
  out.seasons = seasons_of(series, options);
  const season_pair seasons{.shorter = out.seasons.empty() ? 0 : out.seasons.front(),
                            .longer = out.seasons.size() > 1 ? out.seasons.back() : 0};
  const std::size_t kept = std::max(newest_values, 6 * seasons.longest());
  if (series.size() > kept) series = series.last(kept);
  auto y = tame_outliers(fill_gaps(series, seasons.longest()), seasons.longest());
  const double unit = largest_size(y);
  for (double& v : y) v /= unit;
  const origins from = choose_origins(y.size(), seasons, options.horizon);
  auto ways = all_ways(y, seasons, from);
  for (auto& way : ways) keep_in_reach(y, way);
  const auto paths = blend(y, from, ways, between_methods);
  std::vector<double> raw(series.begin(), series.end());
  for (double& v : raw) v /= unit;
  const spread errors(raw, y, from, paths, seasons.shorter);
  const auto path = paths.path(from.rehearsals());
  out.rehearsals = from.rehearsals();
  const auto back = [&](double v) { return unit * (negative ? v : std::max(v, 0.0)); };
  for (std::size_t h = 0; h < options.horizon; ++h) {
    double below = -std::numeric_limits<double>::infinity();
    for (const double level : options.levels) {
      // Rounding must not let one level fall below the last.
      below = std::max(below, back(path[h] + errors.quantile(h, level, options.caution)));
      out.quantiles.push_back(below);
    }
    out.mean.push_back(back(path[h]));
    // Where rehearsals show the path on one side of all outcomes, the mean is at least among them.
    if (options.levels.empty()) continue;
    const auto row = std::span(out.quantiles).last(options.levels.size());
    if (options.levels.front() < 0.5) out.mean.back() = std::max(out.mean.back(), row.front());
    if (options.levels.back() > 0.5) out.mean.back() = std::min(out.mean.back(), row.back());
  }
  return out;
}

}  // namespace headroom::forecast
