#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/money.h"
#include "headroom/base/strong.h"
#include "headroom/base/time.h"
#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"
#include "headroom/model/recommendation.h"

namespace headroom {

// What holding one capacity through an hour, or a week of hours, is expected to come to. Actions are real numbers.
struct expected_outcome {
  double billed_actions = 0;
  double idle_actions = 0;       // the part of it that is TRUs' floor above the actions used
  double throttled_actions = 0;  // turned away or delayed
  double throttled_minutes = 0;
  double throttle_chance = 0;  // that at least one minute of it is throttled, 0 to 1; of a week: of its worst hour

  friend bool operator==(const expected_outcome&, const expected_outcome&) = default;
};

// One coming hour of a plan.
struct planned_hour {
  utc_hour hour;
  capacity held;
  double limit_aps = 0;            // of actions, under `held`
  double on_demand_limit_aps = 0;  // what On-Demand would allow then
  double mean_aps = 0;             // expected
  double peak_p50_aps = 0;         // the highest minute: as likely above as below,
  double peak_p90_aps = 0;         // exceeded one time in ten,
  double peak_p99_aps = 0;         // and one in a hundred
  limit_kind tightest = limit_kind::actions;
  double tightest_use = 0;  // that limit's 99 % peak over the limit
  bool event = false;       // a known event reaches into it
  expected_outcome expected;

  friend bool operator==(const planned_hour&, const planned_hour&) = default;
};

// Hours in a row with one capacity.
struct plan_block {
  utc_hour from;
  int hours = 0;
  capacity before, held;  // equal only in a first block that changes nothing
  std::string reason;     // one sentence

  friend bool operator==(const plan_block&, const plan_block&) = default;
};

// A way to spend the week, with what it is expected to come to.
struct plan_option {
  std::string name;  // "this plan", "do nothing", "On-Demand", "4 TRUs"
  expected_outcome expected;
  int changes = 0;
  usd_micros cost_per_week, cost_per_month;
  usd_micros idle_per_month;
  throttle_risk risk = throttle_risk::unknown;
  double objective_actions = 0;  // what options are ranked by: billed + throttle_cost x throttled + the changes' cost
  bool allowed = true;           // by the guard rails

  friend bool operator==(const plan_option&, const plan_option&) = default;
};

// What a guard rail did to the hours that were proposed.
struct rail_note {
  std::string rail;  // "spend-cap", ...
  utc_hour from;
  int hours = 0;
  capacity proposed, allowed;
  std::string reason;

  friend bool operator==(const rail_note&, const rail_note&) = default;
};

// What a namespace should have in each of the coming hours, and why.
struct week_plan {
  namespace_id id;
  std::optional<capacity> current;  // empty: unknown, and On-Demand was assumed
  std::vector<planned_hour> hours;
  std::vector<plan_block> blocks;
  std::vector<plan_option> options;  // best first; the plan itself is among them
  std::vector<rail_note> rails;
  confidence trust = confidence::unknown;
  std::string summary;             // one sentence
  std::vector<std::string> facts;  // what it rests on, one sentence each
  std::string receipt_id;          // empty until a receipt is made

  [[nodiscard]] capacity held_now() const { return current.value_or(on_demand); }
  // How many times the capacity changes, the first hour's change included.
  [[nodiscard]] int changes() const;
  // The option of that name; null when there is none.
  [[nodiscard]] const plan_option* option(std::string_view name) const;

  friend bool operator==(const week_plan&, const week_plan&) = default;
};

inline constexpr std::string_view plan_option_itself = "this plan";
inline constexpr std::string_view plan_option_nothing = "do nothing";

}  // namespace headroom
