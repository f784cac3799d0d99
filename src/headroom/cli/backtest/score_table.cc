#include "headroom/cli/backtest/score_table.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

#include "headroom/base/figures.h"
#include "headroom/base/text.h"
#include "headroom/cli/backtest/month_money.h"
#include "headroom/cli/backtest/table.h"
#include "headroom/report/sparkline.h"

namespace headroom::cli::backtest {
namespace {

using headroom::backtest::score_card;

std::string decimals(double value, int digits, std::string_view unit = "") {
  return std::isfinite(value) ? fmt::format("{:.{}f}{}", value, digits, unit) : "-";
}

constexpr std::size_t picture_columns = 24;

double top_of(const scored_run& run) {
  double top = 0;
  for (const auto& peak : run.peaks.peak_aps) top = std::max(top, peak.value_or(0));
  return top;
}

// All pictures of a trace have the scale of its load; a limit above it stands at the top.
std::string picture(const load_history& history, double top) {
  std::string out;
  for (const auto& point : report::squeeze(history, picture_columns)) out += report::block(point, top);
  return out;
}

std::vector<std::string> trace_row(const scored_run& run) {
  const score_card& card = run.card;
  const auto policy = escape_for_terminal(run.policy);
  if (card.scored_hours == 0) return {policy, "-", "-", "-", "-", "-", "-", "-", ""};
  const auto money = money_of(card);
  return {policy,
          decimals(card.score(), 3),
          usd_text(money.bill),
          usd_text(money.idle_premium),
          decimals(card.idle_premium_pct(), 1, " %"),
          decimals(money.throttled_minutes, 0),
          decimals(card.throttled_minutes_pct(), 2, " %"),
          decimals(card.changes_per_day(), 1),
          picture(run.limits, top_of(run))};
}

std::string title_of(const scored_run& run) {
  const score_card& card = run.card;
  const auto name = escape_for_terminal(run.trace);
  if (card.scored_hours == 0) {
    return fmt::format(
        "{}: nothing to score; it takes an hour that begins seven days or more after the first row and has "
        "30 rows",
        name);
  }
  return fmt::format("{}: {} scored, {} million actions, highest minute {} APS", name,
                     counted(card.scored_hours, "hour", "hours"), decimals(card.actions / 1e6, 1),
                     rate_text(top_of(run)));
}

table trace_table(const scored_run& first) {
  return {title_of(first),
          {"policy", "score", "$/month", "idle $", "idle", "thr. min/month", "thr. min", "changes/day",
           picture(first.peaks, top_of(first))},
          {},
          1};
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
      "score: (billed + {:g} x throttled actions) / the same for each hour's best capacity in hindsight\n"
      "$: a month of such hours at list price, as the account's only namespace; idle: what buys no actions\n"
      "last column: the highest load over time, and each policy's limit on the same scale\n"
      "lag {} min, actuation {} min, loads x {:g}\n",
      asked.setting.throttle_cost, asked.setting.lag_minutes, asked.setting.actuation_minutes, asked.scale);
}

std::vector<table> tables_of(const std::vector<scored_run>& runs) {
  std::vector<table> out;
  if (runs.empty()) return out;
  const auto& first = runs.front().trace;
  const auto policies =
      static_cast<std::size_t>(std::ranges::count_if(runs, [&](const scored_run& run) { return run.trace == first; }));
  for (std::size_t i = 0; i < runs.size(); i += policies) {
    table one = trace_table(runs[i]);
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
  return out + legend(asked);
}

std::string score_markdown(const std::vector<scored_run>& runs, const options& asked) {
  std::string out;
  for (const auto& t : tables_of(runs)) out += as_markdown(t) + "\n";
  return out + legend(asked);
}

std::string score_html(const std::vector<scored_run>& runs, const options& asked) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>headroom backtest</title>\n";
  for (const auto& t : tables_of(runs)) out += as_html(t);
  return out + "<pre>" + legend(asked) + "</pre>\n</html>\n";
}

}  // namespace headroom::cli::backtest
