#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/model/load_history.h"
#include "headroom/model/recommendation.h"
#include "headroom/plan/limit_check.h"
#include "headroom/plan/month_bill.h"
#include "headroom/plan/past_hours.h"
#include "headroom/plan/snapshot_settings.h"

namespace headroom::plan {

// Why a snapshot allows no advice at all, in plain words; empty when it does. Advice needs a complete scrape with the
// namespace's actions and their limit, and its capacity.
[[nodiscard]] std::optional<std::string> why_unknown(const namespace_snapshot& seen);

// All that the rule for one snapshot looks at, worked out once.
struct snapshot_case {
  capacity now;
  std::vector<checked_row> rows;                // actions first
  std::vector<capacity> choices;                // that can be bought within bounds
  std::vector<capacity_option> options;         // `choices` and `now`, priced
  std::optional<double> peak_aps;               // of the history, where there is one
  double history_hours = 0;                     // how much of it is known
  std::optional<double> week_p90_at_least_aps;  // what the envelope says of the trailing week
  std::vector<past_hour> week;                  // past hours, or empty without a day of them
  double lasting_aps = 0;                       // the load that may be counted on to pay for TRUs
  double throttle_cost = 10;
  bool change_in_progress = false;
  bool now_within_bounds = true;

  [[nodiscard]] const checked_row& actions() const { return rows.front(); }
  [[nodiscard]] const capacity_option& option(const capacity& choice) const;
  // The objective of holding a choice through the history; only with one.
  [[nodiscard]] double week_objective(const capacity& choice) const;
  [[nodiscard]] bool has_week() const { return !week.empty(); }
  [[nodiscard]] std::optional<double> limit(const checked_row& row, const capacity& choice) const {
    return limit_under(row, now, choice);
  }
  [[nodiscard]] bool any_throttled() const;
};

struct case_input {
  const namespace_snapshot& seen;
  const snapshot_settings& settings;
  const account_price& account;
  const load_history* history = nullptr;
};

// `seen` must allow advice (why_unknown is empty).
[[nodiscard]] snapshot_case make_case(const case_input& in);

}  // namespace headroom::plan
