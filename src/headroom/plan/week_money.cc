#include "headroom/plan/week_money.h"

#include <algorithm>
#include <cmath>

namespace headroom::plan {
namespace {

std::int64_t whole(double actions) {
  return std::llround(std::clamp(actions, 0.0, static_cast<double>(cost::action_tariff::most_actions)));
}

month_price price_of(const week_case& in, double used_actions, double billed_actions) {
  const double to_month = hours_per_month / static_cast<double>(in.hours()) * in.replica_factor;
  return price_month(in.price, {.billed_now = in.account_share_per_month,
                                .used = whole(used_actions * to_month),
                                .billed = whole(billed_actions * to_month)});
}

}  // namespace

week_money money_of_week(const week_case& in, double used_actions, double billed_actions) {
  const month_price month = price_of(in, used_actions, billed_actions);
  const double share = static_cast<double>(in.hours()) / hours_per_month;
  return {.per_week = usd_micros(std::llround(static_cast<double>(month.cost.value()) * share)),
          .per_month = month.cost,
          .idle_per_month = month.idle_premium};
}

std::optional<double> billed_actions_max(const week_case& in) {
  if (!in.terms.monthly_cap_micros) return std::nullopt;
  const auto fits = [&](double billed) {
    return price_of(in, billed, billed).cost.value() <= *in.terms.monthly_cap_micros;
  };
  double least = 0;
  double most = static_cast<double>(cost::action_tariff::most_actions);
  if (fits(most)) return most;
  constexpr double good_enough_actions = 0.5;
  while (most - least > good_enough_actions) {
    const double middle = (least + most) / 2;
    (fits(middle) ? least : most) = middle;
  }
  return least;
}

}  // namespace headroom::plan
