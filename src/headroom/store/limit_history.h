#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/model/capacity.h"
#include "headroom/model/limit_row.h"
#include "headroom/store/history_reader.h"

namespace headroom::store {

// One limit row of a namespace over a range of minutes; NaN is unknown.
struct limit_history {
  limit_kind kind = limit_kind::actions;
  utc_minute first;
  std::vector<double> count_per_s;
  std::vector<double> limit_per_s;
  std::vector<double> throttled_per_s;
  std::vector<double> envelope_per_s;
  std::vector<std::string> damage;
};

[[nodiscard]] result<limit_history> read_limit(history_reader& history, const namespace_id& id, limit_kind kind,
                                               minute_range range);

// A minute at which something other than load was seen to be different from what was known before.
struct state_change {
  utc_minute minute;
  history_column column = history_column::trus;
  std::optional<double> from;  // empty: nothing was known before in the range
  double to = 0;

  friend bool operator==(const state_change&, const state_change&) = default;
};

// Changes of mode and TRUs (column trus, 0 = On-Demand) and of the limits in force, ascending. The first known value of
// each column in the range is a change from nothing. A change that happened while nobody looked carries the first
// minute that shows it.
[[nodiscard]] result<std::vector<state_change>> state_changes(history_reader& history, const namespace_id& id,
                                                              minute_range range);

// What a figure of the column trus means.
[[nodiscard]] capacity capacity_of(double trus);

}  // namespace headroom::store
