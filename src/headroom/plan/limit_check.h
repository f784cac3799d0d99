#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::plan {

// Docs (best-practices/managing-aps-limits, cloud/service-health): raise at 70 to 80 % of the limit; alert at 50 %
// where latency matters, at 90 % where it does not.
inline constexpr double raise_from_share = 0.8;   // a limit used this far is too tight
inline constexpr double size_to_share = 0.7;      // a raise leaves at most this much used
inline constexpr double urgent_share = 0.9;       // from here on a raise is worth paying for
inline constexpr double lower_up_to_share = 0.5;  // a lower limit must leave half of it free

// As people write it after a figure: "APS", "requests/s", "operations/s".
[[nodiscard]] std::string_view unit_of(limit_kind kind);

// One limit of a namespace with both its figures known, in the form that choices are checked against.
struct checked_row {
  limit_kind kind = limit_kind::actions;
  double count_per_s = 0;
  double limit_per_s = 0;                 // now
  std::optional<double> throttled_per_s;  // empty: unknown
  std::optional<double> envelope_per_s;   // On-Demand's limit; for a namespace that is On-Demand, the limit now
  double per_tru = 0;

  // What was asked of this limit, as an average over the minute. By the documentation's example (60,000 actions in one
  // second on a limit of 2,000 read as 1,000 APS and 967 throttled, cloud/service-health) the count holds what was
  // turned away. Where the count is too near its limit to explain the throttling so, the throttled part is taken to
  // come on top: for a burst inside the minute that is the least that the next limit should have room for.
  [[nodiscard]] double demand_per_s() const;
  [[nodiscard]] double used_share() const { return count_per_s / limit_per_s; }
  [[nodiscard]] bool throttled() const { return throttled_per_s.value_or(0) > 0; }
};

// The rows of a snapshot whose count and limit are known; actions first where it is among them. Figures that are no
// finite non-negative numbers, and limits of 0, are unknown. A limit that turned something away was reached: there an
// unknown count is the limit itself.
[[nodiscard]] std::vector<checked_row> checked_rows(const namespace_snapshot& seen);

// What the row's limit would be under another capacity; empty: unknown (On-Demand without an envelope).
[[nodiscard]] std::optional<double> limit_under(const checked_row& row, const capacity& now, const capacity& choice);

// The row nearest to its limit: throttled ones first, then the highest share. `rows` is not empty.
[[nodiscard]] const checked_row& tightest(const std::vector<checked_row>& rows);

}  // namespace headroom::plan
