// Prints how good the headroom policy decides, beside simple policies. Usage: policy_table [FOLDER OF TRACES]
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

#include "case_kind.h"
#include "families.h"
#include "simple_policies.h"

#include "headroom/backtest/contender.h"
#include "headroom/backtest/score.h"
#include "headroom/cli/backtest/trace_file.h"

namespace headroom::bench {
namespace {

constexpr std::array<std::string_view, 6> ours_and_peers{"headroom",        "original", "on-demand",
                                                         "target-tracking", "vpa",      "autopilot-window"};
constexpr std::array<double, 2> scales{1, 3.055};
constexpr std::array<std::uint64_t, 3> seeds{101, 102, 103};
constexpr double as_good_as_best = 1.001;

struct scored_policy {
  std::string name;
  backtest::score_card card;
};
struct scored_case {
  std::string name;
  case_kind kind;
  std::vector<scored_policy> policies;  // ours first
};

scored_case score_all(std::string name, const backtest::workload& load) {
  scored_case out{.name = std::move(name), .kind = kind_of(load), .policies = {}};
  for (const auto policy : ours_and_peers) {
    out.policies.push_back({std::string(policy), score(load, backtest::contender::find(policy)->requests(load))});
  }
  for (const auto& simple : simple_policies()) {
    const auto policy = simple.make(load.setting);
    out.policies.push_back({std::string(simple.name), score(load, replay(load, *policy))});
  }
  return out;
}

double geometric_mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += std::log(v);
  return std::exp(sum / static_cast<double>(values.size()));
}
double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}
double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

void print_families() {
  fmt::print("Made-up loads: geometric mean of the score over {} seeds.\n\n", seeds.size());
  fmt::print("| family | headroom | best simple policy | ratio | foresight |\n|---|---|---|---|---|\n");
  std::vector<double> ratios, ours;
  std::vector<std::vector<double>> simple(ours_and_peers.size() + simple_policies().size());
  for (const auto& family : load_families()) {
    std::vector<std::vector<double>> scores(simple.size());
    std::vector<double> foresight;
    std::vector<std::string> names;
    for (const auto seed : seeds) {
      const auto scored = score_all({}, prepare_workload(family.make(seed), {}));
      foresight.push_back(scored.kind.foresight);
      names.clear();
      for (std::size_t p = 0; p < scores.size(); ++p) {
        scores[p].push_back(scored.policies[p].card.score());
        names.push_back(scored.policies[p].name);
      }
    }
    std::size_t best = 1;
    for (std::size_t p = 0; p < scores.size(); ++p) {
      simple[p].push_back(geometric_mean(scores[p]));
      if (p > 0 && simple[p].back() < simple[best].back()) best = p;
    }
    ratios.push_back(simple[0].back() / simple[best].back());
    fmt::print("| {} | {:.3f} | {} {:.3f} | {:.3f} | {:.3f} |\n", family.name, simple[0].back(), names[best],
               simple[best].back(), ratios.back(), geometric_mean(foresight));
  }
  double best_one = 0;
  for (std::size_t p = 1; p < simple.size(); ++p) {
    const double score = geometric_mean(simple[p]);
    if (best_one == 0 || score < best_one) best_one = score;
  }
  fmt::print("\nOver all: {:.3f}; the best single simple policy {:.3f}; worst ratio {:.3f}.\n\n",
             geometric_mean(simple[0]), best_one, *std::max_element(ratios.begin(), ratios.end()));
}

// All cases of one policy, in the columns of docs/decisions/headroom-policy.md.
void print_row(const std::vector<scored_case>& cases, std::size_t policy) {
  std::vector<double> scores, steady, bursty, throttled, idle, easy;
  double cost = 0, optimum = 0;
  int best = 0;
  for (const auto& c : cases) {
    const auto& card = c.policies[policy].card;
    double least = card.score();
    for (const auto& p : c.policies) least = std::min(least, p.card.score());
    best += card.score() <= as_good_as_best * least;
    if (!c.kind.hard) {
      easy.push_back(card.score());
      continue;
    }
    scores.push_back(card.score());
    (c.kind.bursty ? bursty : steady).push_back(card.score());
    throttled.push_back(card.throttled_minutes_pct());
    idle.push_back(card.idle_premium_pct());
    cost += card.cost_actions;
    optimum += card.optimum_actions;
  }
  if (scores.empty()) return;
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.3f} | {:.2f} | {:.3f} | {:.1f} | {:.4f} | {} |\n",
             cases[0].policies[policy].name, geometric_mean(scores), median(scores), cost / optimum, mean(steady),
             mean(bursty), *std::max_element(scores.begin(), scores.end()), mean(throttled), median(idle),
             easy.empty() ? 1 : *std::max_element(easy.begin(), easy.end()),
             100 * best / static_cast<int>(cases.size()));
}

int print_traces(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto extension = entry.path().extension();
    if (extension == ".csv" || extension == ".gz") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<scored_case> cases;
  for (const auto& file : files) {
    const auto trace = cli::backtest::read_trace_file(file.string());
    if (!trace) {
      fmt::print(stderr, "{}\n", trace.error().message);
      return 1;
    }
    for (const double scale : scales) {
      const auto load = prepare_workload(*trace, {.scale = scale, .setting = {}});
      if (load.scored_hours > 0) cases.push_back(score_all(fmt::format("{} x{}", trace->name, scale), load));
    }
  }
  if (cases.empty()) {
    fmt::print(stderr, "{}: no .csv with more than a week of minutes\n", folder.string());
    return 1;
  }
  fmt::print(
      "Recorded loads, hard cases unless it says else.\n\n| policy | geo. mean | median | pooled | steady | bursty | "
      "worst | throttled min. % | idle % (median) | worst easy | best % "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (std::size_t p = 0; p < cases[0].policies.size(); ++p) print_row(cases, p);
  fmt::print("\n| case | kind | headroom | best other | reaction | foresight |\n|---|---|---|---|---|---|\n");
  for (const auto& c : cases) {
    const auto best = std::min_element(c.policies.begin() + 1, c.policies.end(),
                                       [](const auto& a, const auto& b) { return a.card.score() < b.card.score(); });
    fmt::print("| {} | {} | {:.4f} | {} {:.4f} | {:.3f} | {:.3f} |\n", c.name,
               c.kind.bursty ? "bursty"
               : c.kind.hard ? "steady"
                             : "easy",
               c.policies[0].card.score(), best->name, best->card.score(), c.kind.reaction, c.kind.foresight);
  }
  return 0;
}

}  // namespace
}  // namespace headroom::bench

int main(int argc, char** argv) {
  headroom::bench::print_families();
  return argc > 1 ? headroom::bench::print_traces(argv[1]) : 0;
}
