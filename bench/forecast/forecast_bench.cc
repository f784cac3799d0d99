// Foretelling series; "items" are series (or namespaces) a second on one core.
#include <benchmark/benchmark.h>
#include <cmath>
#include <numbers>
#include <vector>

#include "headroom/base/rng.h"
#include "headroom/forecast/forecast.h"
#include "headroom/forecast/hour_forecast.h"
#include "headroom/forecast/seasons.h"
#include "headroom/forecast/smoothing.h"

namespace headroom::forecast {
namespace {

// Load with a day, a weekend and noise, `steps_per_hour` values an hour.
std::vector<double> made_load(std::size_t hours, std::size_t steps_per_hour) {
  rng random(1);
  std::vector<double> out;
  for (std::size_t t = 0; t < hours * steps_per_hour; ++t) {
    const double hour = static_cast<double>(t) / static_cast<double>(steps_per_hour);
    const double day = 1 + 0.5 * std::sin(2 * std::numbers::pi * hour / 24);
    const double week = std::fmod(hour / 24, 7) < 5 ? 1 : 0.6;
    out.push_back(500 * day * week * (0.8 + 0.4 * random.uniform()));
  }
  return out;
}

// The shape of the M4 competition's hourly series: 700 or 960 values, 48 ahead.
void foretell_48(benchmark::State& state, bool seasons_given) {
  const auto series = made_load(static_cast<std::size_t>(state.range(0)), 1);
  forecast_options options{.horizon = 48};
  if (seasons_given) options.seasons = {{24, 168}};
  for (auto _ : state) benchmark::DoNotOptimize(foretell(series, options));
  state.SetItemsProcessed(state.iterations());
}

// A namespace as plans need it: four weeks of minutes, the peaks and totals of a week of hours.
void foretell_a_week_of_hours(benchmark::State& state) {
  const auto load = made_load(28 * 24, 60);
  const minute_history history{.start = utc_minute{29'459'520}, .per_second = load};
  for (auto _ : state) benchmark::DoNotOptimize(foretell_hours(history, {}));
  state.SetItemsProcessed(state.iterations());
}

// Four weeks of hours, a week ahead: one series of a namespace.
void foretell_a_week(benchmark::State& state) {
  const auto series = made_load(28 * 24, 1);
  for (auto _ : state) benchmark::DoNotOptimize(foretell(series, {.horizon = 168}));
  state.SetItemsProcessed(state.iterations());
}

void find(benchmark::State& state) {
  const auto series = made_load(960, 1);
  for (auto _ : state) benchmark::DoNotOptimize(find_seasons(series));
  state.SetItemsProcessed(state.iterations());
}

// The anchor: one pass of one method, the least that any of this can cost.
void one_smoothing(benchmark::State& state) {
  const auto series = made_load(960, 1);
  origins end{.at = {}, .reach = {}, .horizon = 48};
  end.add(series.size(), 48);
  const smoothing_rates rates{.level = 0.03, .shorter = 0.2, .longer = 0.2, .error_carry = 0.5};
  for (auto _ : state) benchmark::DoNotOptimize(smooth(series, 24, 168, rates, end));
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(foretell_48, seasons_found, false)->Arg(700)->Arg(960);
BENCHMARK_CAPTURE(foretell_48, seasons_given, true)->Arg(700)->Arg(960);
BENCHMARK(foretell_a_week);
BENCHMARK(foretell_a_week_of_hours);
BENCHMARK(find);
BENCHMARK(one_smoothing);

}  // namespace
}  // namespace headroom::forecast

BENCHMARK_MAIN();
