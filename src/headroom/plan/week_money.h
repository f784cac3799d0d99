#pragma once

#include <optional>

#include "headroom/base/money.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// What a week of so many used and billed actions costs, when a month goes on like it: list price tiers of the whole
// account, the namespace's own share taken last.
struct week_money {
  usd_micros per_week, per_month, idle_per_month;
};
[[nodiscard]] week_money money_of_week(const week_case& in, double used_actions, double billed_actions);

// The most actions that these hours may bill within the terms' monthly cap; empty without a cap.
[[nodiscard]] std::optional<double> billed_actions_max(const week_case& in);

}  // namespace headroom::plan
