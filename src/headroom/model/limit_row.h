#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace headroom {

// The limits that a namespace can run into. A future one (write bandwidth) is a new row, not new code.
enum class limit_kind : std::uint8_t { actions, requests, operations };

std::string_view to_string(limit_kind kind);  // "actions", "requests", "operations"

// One limit of a namespace in one minute. All figures are averages over the minute, per second; empty is unknown.
struct limit_row {
  limit_kind kind = limit_kind::actions;
  std::optional<double> count_per_s;      // foreground work on the active side, what counts against the limit
  std::optional<double> limit_per_s;      // in force now
  std::optional<double> throttled_per_s;  // work turned away or delayed by this limit
  std::optional<double> envelope_per_s;   // what On-Demand would allow now

  friend bool operator==(const limit_row&, const limit_row&) = default;
};

}  // namespace headroom
