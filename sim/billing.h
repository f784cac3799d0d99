#pragma once

#include <cstdint>
#include <vector>

#include "sim/account.h"

#include "headroom/base/money.h"
#include "headroom/base/time.h"

namespace headroom::sim {

// What one clock hour of a namespace comes to.
struct billed_hour {
  utc_hour hour;
  std::int64_t used_actions = 0;     // foreground actions asked for; throttled ones come later and are billed too
  int highest_trus = 0;              // in effect at any moment of the hour; 0: On-Demand
  std::int64_t charged_actions = 0;  // used ones, doubled where there is a replica
  std::int64_t tru_actions = 0;      // what the TRUs' minimum adds: action subtype ns_capacity:tru
};

[[nodiscard]] billed_hour bill_hour(live_namespace& n, utc_hour hour);

struct bill {
  std::int64_t used_actions = 0, charged_actions = 0, tru_actions = 0;

  bill& operator+=(const billed_hour& h) {
    used_actions += h.used_actions;
    charged_actions += h.charged_actions;
    tru_actions += h.tru_actions;
    return *this;
  }
};

[[nodiscard]] bill bill_of(live_namespace& n, utc_hour from, utc_hour until);

[[nodiscard]] utc_hour first_hour_of_month(utc_hour h);

// What all of the account's actions in [from, until) cost at list price, tier by tier within each calendar month: hours
// of a month before `from` use up its cheap or dear tiers first.
[[nodiscard]] usd_micros cost_of(account& cloud, utc_hour from, utc_hour until);

}  // namespace headroom::sim
