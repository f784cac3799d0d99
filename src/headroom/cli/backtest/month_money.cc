#include "headroom/cli/backtest/month_money.h"

#include <algorithm>
#include <cmath>

#include "headroom/cost/price_book.h"
#include "headroom/plan/month_bill.h"

namespace headroom::cli::backtest {
namespace {

std::int64_t whole(double actions) {
  return std::llround(std::min(actions, static_cast<double>(cost::action_tariff::most_actions)));
}

}  // namespace

month_money money_of(const headroom::backtest::score_card& card) {
  const double months = card.scored_hours / plan::hours_per_month;
  const auto plan = cost::list_prices().editions.back().plan();
  if (!plan) return {};  // the book that is built in has its default plan; a test of cost/ says so
  const usd_micros bill = plan->actions.cost(whole(card.billed_actions / months));
  const usd_micros used = plan->actions.cost(whole(card.actions / months));
  return {.bill = bill, .idle_premium = bill - used, .throttled_minutes = card.throttled_minutes / months};
}

}  // namespace headroom::cli::backtest
