#include "headroom/plan/account_money.h"

#include "headroom/plan/snapshot_case.h"

namespace headroom::plan {

account_money money_of(std::span<const recommendation> advice, const account_price& account,
                       const history_map& histories) {
  account_money out;
  std::int64_t idle = 0, change = 0;
  for (const recommendation& r : advice) {
    ++out.count_by_state[static_cast<std::size_t>(r.state)];
    if (r.changes()) ++out.changes;
    if (why_unknown(r.seen)) continue;
    const auto history = histories.find(r.seen.id);
    const hourly_load load =
        load_of(r.seen, history == histories.end() ? nullptr : &history->second, account.high_availability_factor);
    const std::int64_t now = billed_per_month(load, *r.seen.current);
    idle += now - billed_per_month(load, on_demand);
    change += billed_per_month(load, r.advised) - now;
  }
  const std::int64_t total = account.actions_per_month;
  out.actions_per_month = total;
  out.cost_per_month = account.tariff.cost(total);
  out.idle_per_month = out.cost_per_month - account.tariff.cost(total - idle);
  out.change_per_month = account.tariff.cost(total + change) - out.cost_per_month;
  out.beyond_list_price = account.tariff.beyond_list(total);
  return out;
}

}  // namespace headroom::plan
