#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/forecast/hour_forecast.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// What is known of one limit's past; NaN is unknown.
struct limit_past {
  limit_kind kind = limit_kind::actions;
  std::span<const double> per_second;  // minute by minute
  // What On-Demand allowed last, where that is known; needed for limits other than actions, whose rule is not
  // published.
  std::optional<double> on_demand_limit_per_s;
};

struct week_past {
  utc_minute start;              // of every row
  std::vector<limit_past> rows;  // actions first; rows that are wholly unknown are left out by the callee
  std::vector<forecast::known_event> events;
};

struct week_horizon {
  utc_hour first;
  std::size_t hours = 168;
};

// Fills in what a case knows of the load: outlooks of every limit, the On-Demand limit carried forward, and the basis.
// Figures are rounded to five significant digits, so that a receipt can hold them exactly in little room and a decision
// never hangs on the last bit of a sum.
//
// Errors: failed_precondition when there is not enough history, with what can be said now and when more can.
[[nodiscard]] result<void> foretell_case(const week_past& past, const week_horizon& horizon, week_case& to);

}  // namespace headroom::plan
