#pragma once

#include "headroom/backtest/score.h"
#include "headroom/base/money.h"

namespace headroom::cli::backtest {

// What a month of 730 hours like the scored ones would cost at list price, had the account no other namespace.
struct month_money {
  usd_micros bill;
  usd_micros idle_premium;  // the part of it that buys no actions
  double throttled_minutes = 0;
};

// The newest list prices and their default plan. The card has scored hours.
[[nodiscard]] month_money money_of(const headroom::backtest::score_card& card);

}  // namespace headroom::cli::backtest
