#pragma once

#include <cstdint>
#include <vector>

#include "headroom/cost/action_tariff.h"
#include "headroom/model/capacity.h"
#include "headroom/model/load_history.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::plan {

// A month is 730 hours everywhere: a twelfth of a year of 8,760.
inline constexpr double hours_per_month = 730;

// How much a namespace does in the hours that its bill is made of: either one steady load, or the means of past hours,
// each of which stands for an equal part of the month.
struct hourly_load {
  std::vector<double> mean_aps;  // never empty
  double factor = 1;             // 2 for a namespace with a replica: its actions are billed twice

  [[nodiscard]] double average_aps() const;
  // The load that three hours in four reach: what may be counted on to pay for TRUs.
  [[nodiscard]] double lower_quartile_aps() const;
};

// The load of past hours where at least a day of them is known, otherwise the minute that was seen. Work that a replica
// does (`standby_aps`) shows that the namespace has one, and then `replica_factor` multiplies what is billed.
[[nodiscard]] hourly_load load_of(const namespace_snapshot& seen, const load_history* history, double replica_factor);

// Whole actions billed in a month under a capacity: hour by hour those used or the TRUs' floor, whichever is more.
[[nodiscard]] std::int64_t billed_per_month(const hourly_load& load, const capacity& held);

// The price of an account's actions: its tariff and what all of it bills in a month now.
struct account_price {
  cost::action_tariff tariff;
  std::int64_t actions_per_month = 0;
  double high_availability_factor = 2;
};

// What a namespace bills a month as it is; `seen` has a current capacity.
[[nodiscard]] std::int64_t billed_now(const namespace_snapshot& seen, const account_price& account,
                                      const load_history* history);

// What one namespace costs a month: what the account's bill would lose without it. `billed_now` is its
// share of account_price::actions_per_month.
struct month_price {
  usd_micros cost;          // of all that is billed
  usd_micros idle_premium;  // the part of it above the actions used
};
struct month_actions {
  std::int64_t billed_now = 0;
  std::int64_t used = 0;
  std::int64_t billed = 0;
};
[[nodiscard]] month_price price_month(const account_price& account, const month_actions& actions);

}  // namespace headroom::plan
