#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/base/strong.h"
#include "headroom/base/time.h"
#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"
#include "headroom/plan/month_bill.h"

namespace headroom::plan {

// Hours from `from` up to, but without, `to`.
struct hour_span {
  utc_hour from, to;

  [[nodiscard]] constexpr bool holds(utc_hour h) const { return from <= h && h < to; }
  friend constexpr bool operator==(const hour_span&, const hour_span&) = default;
};

// A floor that someone holds on the capacity for a time.
struct lease {
  hour_span hours;
  int trus = 0;

  friend constexpr bool operator==(const lease&, const lease&) = default;
};

// What a plan for the week may be told besides the load. The defaults suit an account nothing is known of.
struct week_terms {
  double throttle_cost = 10;            // billed actions that one throttled action is worth avoiding
  double change_cost_actions = 20'000;  // what a change must save, so that plans do not flap: $1 at $50 a million
  int trus_min = 0;                     // 0 or 1: On-Demand is allowed
  std::optional<int> trus_max;
  std::optional<std::int64_t> monthly_cap_micros;  // of this namespace's actions, idle TRUs included
  std::optional<int> changes_per_day;              // UTC days
  std::vector<hour_span> freezes;                  // nothing may change in them
  std::vector<lease> leases;
  int reaction_minutes = 5;  // from a load that nobody foresaw to a raise in effect
  // How much of what such a raise, made as well as can be, would spare is counted on; 0: nobody watches the hour.
  double reaction_share = 0;

  friend bool operator==(const week_terms&, const week_terms&) = default;
};

// What is foretold of one limit for one coming hour; one value for each level, rising.
struct row_outlook {
  std::vector<double> peak_per_s;
  std::vector<double> mean_per_s;
  double expected_mean_per_s = 0;
  std::optional<double> on_demand_limit_per_s;  // empty: unknown, and On-Demand is not judged by this limit

  friend bool operator==(const row_outlook&, const row_outlook&) = default;
};

struct limit_outlook {
  limit_kind kind = limit_kind::actions;
  std::vector<row_outlook> hours;  // as many in each row

  friend bool operator==(const limit_outlook&, const limit_outlook&) = default;
};

// What holding a capacity through a coming hour comes to by the past hours that it may resemble (week_prospects.h).
struct rung_prospect {
  int trus = 0;  // 0: On-Demand
  double billed_actions = 0, throttled_actions = 0, throttled_minutes = 0;
  double throttle_chance = 0;  // that at least one minute of it is throttled, 0 to 1

  friend bool operator==(const rung_prospect&, const rung_prospect&) = default;
};
struct hour_prospect {
  double used_actions = 0;
  std::vector<rung_prospect> rungs;  // rising by TRUs; empty: the quantiles say what to expect

  friend bool operator==(const hour_prospect&, const hour_prospect&) = default;
};

// How much history a case rests on.
struct week_basis {
  int known_hours = 0;
  utc_hour history_end;         // of the last known minute, rounded up
  double highest_seen_aps = 0;  // in the trailing seven days
  std::vector<int> seasons_hours;

  friend bool operator==(const week_basis&, const week_basis&) = default;
};

// All that a plan for the coming hours is made from, and nothing else: two equal cases have equal plans.
struct week_case {
  namespace_id id;
  utc_hour first;
  std::optional<capacity> current;       // empty: unknown
  std::vector<double> levels;            // of the quantiles below, rising
  std::vector<limit_outlook> rows;       // actions first
  std::vector<hour_prospect> prospects;  // one for each hour; or none, and the quantiles say what to expect
  std::vector<utc_hour> event_hours;
  week_basis basis;
  capacity_offer offer;
  week_terms terms;
  account_price price;
  std::int64_t account_share_per_month = 0;  // of price.actions_per_month, this namespace's own
  double replica_factor = 1;                 // 2: every action is billed twice

  [[nodiscard]] std::size_t hours() const { return rows.front().hours.size(); }
  [[nodiscard]] utc_hour hour(std::size_t h) const { return first + static_cast<std::int64_t>(h); }
  [[nodiscard]] capacity held_now() const { return current.value_or(on_demand); }
};

// The limit of a row in an hour under a capacity; empty: unknown.
[[nodiscard]] std::optional<double> limit_in_hour(const week_case& in, std::size_t row, std::size_t h,
                                                  const capacity& held);

}  // namespace headroom::plan
