#include "headroom/cli/backtest/score_json.h"

#include <cmath>

#include "headroom/cli/backtest/month_money.h"
#include "headroom/json/json.h"
#include "headroom/report/csv_report.h"

namespace headroom::cli::backtest {
namespace {

// A share of nothing is null, not NaN.
ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); }

ordered_json figures(const headroom::backtest::score_card& card) {
  if (card.scored_hours == 0) {
    ordered_json none;
    for (const char* key : {"actions", "billed_actions", "throttled_actions", "optimum_actions", "score",
                            "throttled_minutes_pct", "idle_premium_pct", "changes_per_day", "bill_usd_per_month",
                            "idle_premium_usd_per_month", "throttled_minutes_per_month"}) {
      none[key] = nullptr;
    }
    return none;
  }
  const auto money = money_of(card);
  return {{"actions", card.actions},
          {"billed_actions", card.billed_actions},
          {"throttled_actions", card.throttled_actions},
          {"optimum_actions", card.optimum_actions},
          {"score", number(card.score())},
          {"throttled_minutes_pct", number(card.throttled_minutes_pct())},
          {"idle_premium_pct", number(card.idle_premium_pct())},
          {"changes_per_day", number(card.changes_per_day())},
          {"bill_usd_per_month", usd(money.bill)},
          {"idle_premium_usd_per_month", usd(money.idle_premium)},
          {"throttled_minutes_per_month", money.throttled_minutes}};
}

ordered_json object_of(const scored_run& run, const options& asked) {
  ordered_json out{{"trace", run.trace},
                   {"policy", run.policy},
                   {"scale", asked.scale},
                   {"lag_minutes", asked.setting.lag_minutes},
                   {"actuation_minutes", asked.setting.actuation_minutes},
                   {"throttle_cost", asked.setting.throttle_cost},
                   {"decisions", run.decisions_file ? ordered_json(*run.decisions_file) : ordered_json(nullptr)},
                   {"scored_hours", run.card.scored_hours},
                   {"scored_minutes", run.card.scored_minutes}};
  out.update(figures(run.card));
  return out;
}

std::string csv_text(const ordered_json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? report::csv_cell(value.get<std::string>()) : to_compact_text(value);
}

}  // namespace

std::string score_csv(const std::vector<scored_run>& runs, const options& asked) {
  std::string header, rows;
  for (const auto& [key, unused] : object_of({}, asked).items()) header += (header.empty() ? "" : ",") + key;
  for (const auto& run : runs) {
    std::string row;
    for (const auto& [key, value] : object_of(run, asked).items()) row += (row.empty() ? "" : ",") + csv_text(value);
    rows += row + "\r\n";
  }
  return header + "\r\n" + rows;
}

std::string score_json(const std::vector<scored_run>& runs, const options& asked) {
  ordered_json all = ordered_json::array();
  std::string lines;
  for (const auto& run : runs) {
    auto object = object_of(run, asked);
    if (asked.output == output_format::jsonl) {
      lines += to_compact_text(object) + "\n";
    } else {
      all.push_back(std::move(object));
    }
  }
  return asked.output == output_format::jsonl ? lines : to_pretty_text(all) + "\n";
}

}  // namespace headroom::cli::backtest
