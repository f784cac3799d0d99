#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/money.h"
#include "headroom/base/strong.h"
#include "headroom/model/capacity.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom {

// How far an advice can be trusted: `unknown` means that the data do not allow one and that nothing should change.
enum class confidence : std::uint8_t { unknown, low, medium, high };

std::string_view to_string(confidence c);

enum class throttle_risk : std::uint8_t { unknown, low, medium, high, certain };

std::string_view to_string(throttle_risk r);

// One capacity that the namespace could have, at the load that was seen.
struct capacity_option {
  capacity choice;
  usd_micros cost_per_month;          // actions and idle premium, 730 hours at the load seen
  usd_micros idle_premium_per_month;  // the part of it that buys no actions
  double limit_aps = 0;
  double throttled_aps = 0;  // load seen above this choice's limit
  throttle_risk risk = throttle_risk::unknown;

  friend bool operator==(const capacity_option&, const capacity_option&) = default;
};

// What a namespace should have, and why.
struct recommendation {
  namespace_snapshot seen;
  capacity advised;                      // equal to seen.current when nothing should change or nothing is known
  std::vector<capacity_option> options;  // best first
  std::string reason;                    // one sentence in plain English
  confidence trust = confidence::unknown;
  std::string policy;

  // True when there is something to do: the advice differs from what the namespace is known to have.
  [[nodiscard]] bool changes() const { return seen.current && !(advised == *seen.current); }

  friend bool operator==(const recommendation&, const recommendation&) = default;
};

}  // namespace headroom
