// What advice on an account and its reports cost: `report_bench` of the release preset.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "headroom/base/rng.h"
#include "headroom/cost/sold_counts.h"
#include "headroom/report/account_report.h"
#include "headroom/report/html_report.h"
#include "headroom/report/json_report.h"
#include "headroom/report/text_report.h"

namespace headroom {
namespace {

constexpr utc_minute now{29'400'000};

// Seeded namespaces of all kinds, each with a week of hours.
struct made_account {
  account_snapshot account;
  plan::history_map histories;
};

made_account make_account(std::int64_t count) {
  made_account out;
  rng random(1);
  for (std::int64_t i = 0; i < count; ++i) {
    namespace_snapshot s{.id = namespace_id(fmt::format("namespace-{:06}.a1b2c", i)), .minute = now};
    s.data = completeness::complete;
    const int rung = cost::ladder[random.below(cost::ladder.size())];
    s.current = rung == 0 ? on_demand : provisioned(rung);
    s.actions = {.count_per_s = random.uniform() * 3'000,
                 .limit_per_s = rung == 0 ? 500 : 500.0 * rung,
                 .throttled_per_s = random.below(10) == 0 ? random.uniform() * 50 : 0,
                 .envelope_per_s = 500};
    load_history week;
    for (int hour = 0; hour < 168; ++hour) {
      week.mean_aps.push_back(random.uniform() * 1'000);
      week.peak_aps.push_back(*week.mean_aps.back() * 1.5);
    }
    out.histories.emplace(s.id, std::move(week));
    out.account.namespaces.push_back(std::move(s));
  }
  return out;
}

plan::snapshot_planner planner() { return plan::snapshot_planner::make({}, cost::list_prices(), now).value(); }

report::account_report report_of(const made_account& made, const std::vector<recommendation>& advice) {
  const auto price = planner().price_of(made.account, made.histories);
  return report::make_report({.account = made.account, .advice = advice, .price = price, .histories = &made.histories});
}

void advise_on_one_minute(benchmark::State& state) {
  const auto made = make_account(state.range(0));
  const auto with = planner();
  for (auto _ : state) benchmark::DoNotOptimize(with.advise(made.account));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void advise_with_a_week(benchmark::State& state) {
  const auto made = make_account(state.range(0));
  const auto with = planner();
  for (auto _ : state) benchmark::DoNotOptimize(with.advise(made.account, made.histories));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

template <class Write>
void write_report(benchmark::State& state, Write write) {
  const auto made = make_account(state.range(0));
  const auto advice = planner().advise(made.account, made.histories);
  const auto report = report_of(made, advice);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = write(report, advice).size();
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.counters["bytes_a_row"] = static_cast<double>(bytes) / static_cast<double>(state.range(0));
}

void write_text(benchmark::State& state) {
  write_report(state, [](const auto& report, const auto&) { return report::text_report(report, {.columns = 160}); });
}
void write_html(benchmark::State& state) {
  write_report(state, [](const auto& report, const auto&) { return report::html_report(report); });
}
void write_full_json(benchmark::State& state) {
  write_report(state, [](const auto&, const auto& advice) { return report::json_report(advice); });
}
void write_wire(benchmark::State& state) {
  write_report(state, [](const auto&, const auto& advice) {
    std::string out;
    for (const auto& row : advice) out += to_compact_text(report::to_wire(row)) + ',';
    return out;
  });
}

BENCHMARK(advise_on_one_minute)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(advise_with_a_week)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(write_text)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(write_html)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(write_full_json)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(write_wire)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace headroom

BENCHMARK_MAIN();
