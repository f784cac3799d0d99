#pragma once

#include <array>

#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"

namespace headroom::cost {

// TRU counts on sale and what one TRU allows (docs/cloud/capacity-modes, seen September 2026). A namespace's own offer
// (capacity-info) goes before the list; this is what holds where it is unknown.
inline constexpr std::array<int, 7> sold_counts{2, 3, 4, 6, 8, 10, 12};
inline constexpr int aps_per_tru = 500;
inline constexpr int rps_per_tru = 1'500;
inline constexpr int ops_per_tru = 4'000;

// What one TRU allows of a limit, per second.
constexpr double limit_per_tru(limit_kind kind) {
  switch (kind) {
    case limit_kind::actions:
      return aps_per_tru;
    case limit_kind::requests:
      return rps_per_tru;
    case limit_kind::operations:
      return ops_per_tru;
  }
  return aps_per_tru;
}

// The ladder of choices: On-Demand (0), then the counts on sale.
inline constexpr std::array<int, 8> ladder{0, 2, 3, 4, 6, 8, 10, 12};
inline constexpr int most_trus = 12;

constexpr bool is_sold(int trus) {
  for (const int n : sold_counts) {
    if (n == trus) return true;
  }
  return false;
}

// The smallest count on sale that is at least `trus`; the largest there is when none is.
constexpr int round_up_to_sold(double trus) {
  for (const int n : sold_counts) {
    if (n >= trus) return n;
  }
  return most_trus;
}

// The smallest count on sale whose limit covers the load; the largest when none does.
constexpr int covering_count(double load_aps) {
  for (const int n : sold_counts) {
    if (n * aps_per_tru >= load_aps) return n;
  }
  return most_trus;
}

}  // namespace headroom::cost
