#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "headroom/base/strong.h"
#include "headroom/base/time.h"
#include "headroom/model/limit_row.h"

namespace headroom::report {

// The load of one namespace over some days, from the minutes that are known of them. Rates are foreground actions per
// second; empty is unknown.
struct load_window {
  std::int64_t minutes = 0;  // asked for
  std::int64_t known_minutes = 0;
  std::optional<double> peak_aps, mean_aps, p50_aps, p90_aps, p99_aps;
  utc_minute peak_minute;                                        // where peak_aps is known
  std::array<std::optional<std::int64_t>, 3> throttled_minutes;  // by limit_kind
  std::optional<double> growth_per_week;  // the last seven days' mean over that of the seven before, less one

  [[nodiscard]] std::optional<std::int64_t> throttled(limit_kind kind) const {
    return throttled_minutes[static_cast<std::size_t>(kind)];
  }

  friend bool operator==(const load_window&, const load_window&) = default;
};

using window_map = std::map<namespace_id, load_window>;

}  // namespace headroom::report
