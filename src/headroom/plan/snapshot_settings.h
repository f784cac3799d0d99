#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace headroom::plan {

// What advice on one snapshot may be told besides the snapshot. Defaults are good for an account nothing is known of.
struct snapshot_settings {
  std::string policy = "headroom";  // or "original", the rule of FACTS.md G
  double throttle_cost = 10;        // billed actions that one throttled action is worth avoiding
  int trus_min = 0;                 // 0 or 1: On-Demand is allowed; otherwise never below this count
  std::optional<int> trus_max;      // never above this count
  std::string price_plan;           // of the price book; empty: its default plan
  std::optional<std::int64_t> account_actions_per_month;  // billed, where known; otherwise estimated from what is seen

  friend bool operator==(const snapshot_settings&, const snapshot_settings&) = default;
};

}  // namespace headroom::plan
