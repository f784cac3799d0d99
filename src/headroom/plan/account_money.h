#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "headroom/base/money.h"
#include "headroom/model/recommendation.h"
#include "headroom/plan/month_bill.h"
#include "headroom/plan/snapshot_planner.h"

namespace headroom::plan {

// The account's money line: what it pays for actions a month at the load seen, and what the advice does to it. Exact
// for the account as a whole; the rows' own changes each assume that the rest stays as it is, so across price tiers
// they need not add up to it.
struct account_money {
  usd_micros cost_per_month;    // of all actions billed, idle TRUs included
  usd_micros idle_per_month;    // the part of it for TRUs that are not used
  usd_micros change_per_month;  // when all advice is carried out; negative saves
  std::int64_t actions_per_month = 0;
  bool beyond_list_price = false;       // above the last listed tier: an upper estimate
  std::array<int, 5> count_by_state{};  // indexed by verdict
  int changes = 0;                      // namespaces that the advice would change

  [[nodiscard]] int count(verdict v) const { return count_by_state[static_cast<std::size_t>(v)]; }

  friend bool operator==(const account_money&, const account_money&) = default;
};

// Namespaces without enough data count as unknown and add no money.
[[nodiscard]] account_money money_of(std::span<const recommendation> advice, const account_price& account,
                                     const history_map& histories = {});

}  // namespace headroom::plan
