#include "headroom/cli/backtest/score_table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

#include "headroom/cli/backtest/table.h"

namespace headroom::cli::backtest {
namespace {

using headroom::backtest::score_card;

std::string decimals(double value, int digits, std::string_view unit = "") {
  return std::isfinite(value) ? fmt::format("{:.{}f}{}", value, digits, unit) : "-";
}

std::string millions(double actions) { return decimals(actions / 1e6, 2); }

std::vector<std::string> trace_row(const scored_run& run) {
  const score_card& card = run.card;
  if (card.scored_hours == 0) return {run.policy, "-", "-", "-", "-", "-", "-"};
  return {run.policy,
          decimals(card.score(), 3),
          millions(card.billed_actions),
          millions(card.throttled_actions),
          decimals(card.throttled_minutes_pct(), 2, " %"),
          decimals(card.idle_premium_pct(), 1, " %"),
          decimals(card.changes_per_day(), 1)};
}

std::string title_of(const scored_run& run) {
  const score_card& card = run.card;
  if (card.scored_hours == 0) {
    return fmt::format("{}: nothing to score; it takes more than seven days, and half of an hour's minutes", run.trace);
  }
  return fmt::format("{}: {} hours scored, {} M actions", run.trace, card.scored_hours, millions(card.actions));
}

// How one policy did over all traces that could be scored.
struct total {
  std::string policy;
  int traces = 0;
  double log_score = 0, cost_actions = 0, optimum_actions = 0, throttled_minutes = 0, minutes = 0;
  double billed_actions = 0, actions = 0;

  void add(const score_card& card) {
    if (card.scored_hours == 0 || !(card.optimum_actions > 0)) return;
    ++traces;
    log_score += std::log(card.score());
    cost_actions += card.cost_actions;
    optimum_actions += card.optimum_actions;
    throttled_minutes += card.throttled_minutes;
    minutes += card.scored_minutes;
    billed_actions += card.billed_actions;
    actions += card.actions;
  }
  [[nodiscard]] std::vector<std::string> row() const {
    return {policy, decimals(std::exp(log_score / traces), 3), decimals(cost_actions / optimum_actions, 3),
            decimals(100 * throttled_minutes / minutes, 2, " %"),
            decimals(100 * (billed_actions / actions - 1), 1, " %")};
  }
};

table summary(const std::vector<scored_run>& runs, std::size_t policies) {
  std::vector<total> totals(policies);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    totals[i % policies].policy = runs[i].policy;
    totals[i % policies].add(runs[i].card);
  }
  table out{fmt::format("All traces: {}", runs.size() / policies),
            {"policy", "score (geometric mean)", "score (pooled)", "throttled min", "idle"},
            {},
            1};
  for (const auto& t : totals) out.rows.push_back(t.row());
  return out;
}

std::string legend(const options& asked) {
  return fmt::format(
      "score = (billed + {:g} x throttled) / that of the best capacity of each hour in hindsight; lag {} "
      "min, actuation {} min, loads x {:g}.",
      asked.setting.throttle_cost, asked.setting.lag_minutes, asked.setting.actuation_minutes, asked.scale);
}

std::vector<table> tables_of(const std::vector<scored_run>& runs) {
  std::vector<table> out;
  if (runs.empty()) return out;
  const auto& first = runs.front().trace;
  const auto policies =
      static_cast<std::size_t>(std::ranges::count_if(runs, [&](const scored_run& run) { return run.trace == first; }));
  for (std::size_t i = 0; i < runs.size(); i += policies) {
    table one{title_of(runs[i]),
              {"policy", "score", "billed M", "throttled M", "throttled min", "idle", "changes/day"},
              {},
              1};
    for (std::size_t p = i; p < i + policies; ++p) one.rows.push_back(trace_row(runs[p]));
    out.push_back(std::move(one));
  }
  if (runs.size() > policies) out.push_back(summary(runs, policies));
  return out;
}

}  // namespace

std::string score_text(const std::vector<scored_run>& runs, const options& asked) {
  std::string out;
  for (const auto& t : tables_of(runs)) out += as_text(t) + "\n";
  return out + legend(asked) + "\n";
}

std::string score_markdown(const std::vector<scored_run>& runs, const options& asked) {
  std::string out;
  for (const auto& t : tables_of(runs)) out += as_markdown(t) + "\n";
  return out + legend(asked) + "\n";
}

std::string score_html(const std::vector<scored_run>& runs, const options& asked) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>headroom backtest</title>\n";
  for (const auto& t : tables_of(runs)) out += as_html(t);
  return out + "<p>" + legend(asked) + "</p>\n</html>\n";
}

std::string score_csv(const std::vector<scored_run>& runs, const options& asked) {
  table out{"",
            {"trace", "policy", "scale", "lag_minutes", "actuation_minutes", "throttle_cost", "decisions",
             "scored_hours", "scored_minutes", "actions", "billed_actions", "throttled_actions", "optimum_actions",
             "score", "throttled_minutes_pct", "idle_premium_pct", "changes_per_day"},
            {},
            7};
  const auto full = [](double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; };
  for (const auto& run : runs) {
    const score_card& card = run.card;
    std::vector<std::string> row{run.trace,
                                 run.policy,
                                 full(asked.scale),
                                 fmt::format("{}", asked.setting.lag_minutes),
                                 fmt::format("{}", asked.setting.actuation_minutes),
                                 full(asked.setting.throttle_cost),
                                 run.decisions_file.value_or(""),
                                 fmt::format("{}", card.scored_hours),
                                 fmt::format("{}", card.scored_minutes)};
    if (card.scored_hours > 0) {
      for (const double value :
           {card.actions, card.billed_actions, card.throttled_actions, card.optimum_actions, card.score(),
            card.throttled_minutes_pct(), card.idle_premium_pct(), card.changes_per_day()}) {
        row.push_back(full(value));
      }
    }
    row.resize(out.header.size());
    out.rows.push_back(std::move(row));
  }
  return as_csv(out);
}

}  // namespace headroom::cli::backtest
