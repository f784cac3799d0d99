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

// What a namespace needs, most urgent first: reports are grouped by it.
enum class verdict : std::uint8_t { throttled, near_limit, overpaying, fine, unknown };

std::string_view to_string(verdict v);  // "throttled", "near-limit", "overpaying", "fine", "unknown"

// One capacity that the namespace could have, at the load that was seen.
struct capacity_option {
  capacity choice;
  usd_micros cost_per_month;  // actions and idle premium, 730 hours at the load seen, on top of the account's rest
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
  verdict state = verdict::unknown;
  std::string reason;  // one sentence in plain English
  std::string brief;   // the same in a few words (at most 80 bytes), for tables and payloads
  confidence trust = confidence::unknown;
  std::string policy;

  // True when there is something to do: the advice differs from what the namespace is known to have.
  [[nodiscard]] bool changes() const { return seen.current && !(advised == *seen.current); }
  // The option for a capacity; null when it is none of them.
  [[nodiscard]] const capacity_option* option(const capacity& choice) const;
  // What the advice adds to the month's bill (negative: saves); empty when it is not known.
  [[nodiscard]] std::optional<usd_micros> change_per_month() const;
  // What the namespace pays a month for TRUs that it does not use; empty when it is not known.
  [[nodiscard]] std::optional<usd_micros> idle_per_month() const;

  friend bool operator==(const recommendation&, const recommendation&) = default;
};

}  // namespace headroom
