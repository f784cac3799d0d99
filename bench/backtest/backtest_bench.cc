// Replaying and scoring policies; "items" are policy-minutes.
#include <benchmark/benchmark.h>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "headroom/backtest/contender.h"
#include "headroom/backtest/score.h"
#include "headroom/backtest/workload.h"
#include "headroom/base/rng.h"

namespace headroom::backtest {
namespace {

constexpr std::int64_t days = 87;

// Day and week, noise, and batches of ten minutes that start at random: `busy` of them a day.
trace made_trace(double busy, std::uint64_t seed) {
  rng random(seed);
  trace out{.name = "made", .start = {29'459'520}, .first_row = {29'459'520}, .aps = {}};
  int batch_minutes = 0;
  for (std::int64_t m = 0; m < days * 1440; ++m) {
    const double day = 1 + 0.6 * std::sin(2 * std::numbers::pi * static_cast<double>(m % 1440) / 1440);
    const double week = m / 1440 % 7 < 5 ? 1 : 0.5;
    if (random.uniform() < busy / 1440) batch_minutes = 10;
    const double batch = batch_minutes-- > 0 ? 2500 : 0;
    out.aps.push_back(300 * day * week * (0.9 + 0.2 * random.uniform()) + batch);
  }
  return out;
}

std::vector<std::string> sweep_of(const std::string& rule) {
  std::vector<std::string> out;
  for (int i = 0; i < 16; ++i) {
    out.push_back(rule == "original" ? "original:every=" + std::to_string(1 + i)
                                     : "target-tracking:target=" + std::to_string(0.4 + 0.03 * i));
  }
  return out;
}

void replay_and_score(benchmark::State& state, const std::vector<std::string>& policies) {
  const auto load = prepare_workload(made_trace(static_cast<double>(state.range(0)), 1), {});
  std::vector<contender> contenders;
  for (const auto& text : policies) contenders.push_back(*contender::find(text));
  for (auto _ : state) {
    for (const auto& c : contenders) benchmark::DoNotOptimize(score(load, c.requests(load)));
  }
  state.SetItemsProcessed(state.iterations() * std::ssize(contenders) * std::ssize(load.aps));
}

// The anchor: the same rules as a stream, asked minute by minute.
void stream_and_score(benchmark::State& state, const std::vector<std::string>& policies) {
  const auto load = prepare_workload(made_trace(static_cast<double>(state.range(0)), 1), {});
  for (auto _ : state) {
    for (const auto& text : policies) {
      const auto policy = *plan::make_policy(text);
      benchmark::DoNotOptimize(score(load, replay(load, *policy)));
    }
  }
  state.SetItemsProcessed(state.iterations() * std::ssize(policies) * std::ssize(load.aps));
}

void prepare(benchmark::State& state) {
  const auto recorded = made_trace(4, 1);
  for (auto _ : state) benchmark::DoNotOptimize(prepare_workload(recorded, {}));
  state.SetItemsProcessed(state.iterations() * std::ssize(recorded.aps));
}

// Batches a day: none, some, one an hour.
BENCHMARK_CAPTURE(replay_and_score, original_sweep, sweep_of("original"))->Arg(0)->Arg(4)->Arg(24);
BENCHMARK_CAPTURE(replay_and_score, target_tracking_sweep, sweep_of("target-tracking"))->Arg(0)->Arg(4)->Arg(24);
BENCHMARK_CAPTURE(stream_and_score, original_sweep, sweep_of("original"))->Arg(4);
BENCHMARK_CAPTURE(stream_and_score, target_tracking_sweep, sweep_of("target-tracking"))->Arg(4);
BENCHMARK_CAPTURE(replay_and_score, vpa, std::vector<std::string>{"vpa"})->Arg(4);
BENCHMARK_CAPTURE(replay_and_score, autopilot_window, std::vector<std::string>{"autopilot-window"})->Arg(4);
BENCHMARK_CAPTURE(replay_and_score, headroom, std::vector<std::string>{"headroom"})
    ->Arg(4)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(prepare)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace headroom::backtest

BENCHMARK_MAIN();
