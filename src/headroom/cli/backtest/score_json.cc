#include "headroom/cli/backtest/score_json.h"

#include <cmath>

#include "headroom/json/json.h"

namespace headroom::cli::backtest {
namespace {

// A share of nothing is null, not NaN.
ordered_json number(double value) { return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr); }

ordered_json figures(const headroom::backtest::score_card& card) {
  if (card.scored_hours == 0) {
    ordered_json none;
    for (const char* key : {"actions", "billed_actions", "throttled_actions", "optimum_actions", "score",
                            "throttled_minutes_pct", "idle_premium_pct", "changes_per_day"}) {
      none[key] = nullptr;
    }
    return none;
  }
  return {{"actions", card.actions},
          {"billed_actions", card.billed_actions},
          {"throttled_actions", card.throttled_actions},
          {"optimum_actions", card.optimum_actions},
          {"score", number(card.score())},
          {"throttled_minutes_pct", number(card.throttled_minutes_pct())},
          {"idle_premium_pct", number(card.idle_premium_pct())},
          {"changes_per_day", number(card.changes_per_day())}};
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

}  // namespace

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
