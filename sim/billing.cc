#include "sim/billing.h"

#include <algorithm>
#include <chrono>

#include "headroom/cost/hour_bill.h"
#include "headroom/cost/price_book.h"

namespace headroom::sim {
namespace {

utc_hour first_hour_of_next_month(utc_hour h) { return first_hour_of_month(first_hour_of_month(h) + 32 * 24); }

std::int64_t account_actions(account& cloud, utc_hour from, utc_hour until) {
  std::int64_t sum = 0;
  for (live_namespace& n : cloud.namespaces()) {
    const bill b = bill_of(n, from, until);
    sum += b.charged_actions + b.tru_actions;
  }
  return sum;
}

}  // namespace

utc_hour first_hour_of_month(utc_hour h) {
  using namespace std::chrono;
  const year_month_day date{sys_days{days{floor_div(h.index, 24)}}};
  return {sys_days{date.year() / date.month() / 1}.time_since_epoch().count() * 24};
}

billed_hour bill_hour(live_namespace& n, utc_hour hour) {
  billed_hour out{
      .hour = hour, .used_actions = n.demand->hour_actions(hour), .highest_trus = n.timeline.highest_trus_in(hour)};
  const double factor = n.plan.replica.empty() ? 1 : cost::list_prices().at(start_of(hour)).high_availability_factor;
  out.charged_actions = static_cast<std::int64_t>(static_cast<double>(out.used_actions) * factor);
  const auto floor = static_cast<std::int64_t>(cost::hour_floor_actions(out.highest_trus));
  out.tru_actions = std::max<std::int64_t>(floor - out.used_actions, 0);
  return out;
}

bill bill_of(live_namespace& n, utc_hour from, utc_hour until) {
  bill out;
  for (utc_hour h = from; h < until; h = h + 1) out += bill_hour(n, h);
  return out;
}

usd_micros cost_of(account& cloud, utc_hour from, utc_hour until) {
  usd_micros sum{};
  while (from < until) {
    const utc_hour end = std::min(until, first_hour_of_next_month(from));
    const auto& edition = cost::list_prices().at(start_of(from));
    const auto plan = edition.plan();  // the default plan is always there
    const std::int64_t before = account_actions(cloud, first_hour_of_month(from), from);
    sum = sum + plan->actions.cost_of_more(before, account_actions(cloud, from, end));
    from = end;
  }
  return sum;
}

}  // namespace headroom::sim
