#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/model/namespace_snapshot.h"
#include "headroom/store/history_column.h"

namespace headroom::store {

// A namespace's place in a store's columns, given once and for all when its name is first seen.
using namespace_slot = std::uint32_t;

inline constexpr double unknown_value = std::numeric_limits<double>::quiet_NaN();
[[nodiscard]] inline bool is_known(double value) { return !std::isnan(value); }

// What one scrape said about one minute: a column of figures by slot, as they came. NaN is unknown; so is everything
// beyond a column's end. Figures are per second, TRUs are a count; they are never negative or infinite.
struct scrape_frame {
  utc_minute minute;
  completeness data = completeness::unknown;
  std::int64_t arrived_unix_ms = 0;
  std::array<std::vector<double>, history_column_count> columns;

  // Notes one figure. Columns grow as needed.
  void set(namespace_slot slot, history_column column, double value) {
    auto& values = columns[index_of(column)];
    if (values.size() <= slot) values.resize(slot + std::size_t{1}, unknown_value);
    values[slot] = value;
  }
};

// The frames of a reading of the account: one for each minute seen (Temporal serves one; namespaces of a region that
// lags may have another), ascending. `slot_of` gives a namespace's slot. Figures that are sums of three-decimal rates
// are brought back to the nearest millionth, which takes away the noise of adding doubles and nothing else.
[[nodiscard]] result<std::vector<scrape_frame>> frames_of(
    const account_snapshot& account, std::int64_t arrived_unix_ms,
    const std::function<result<namespace_slot>(const namespace_id&)>& slot_of);

}  // namespace headroom::store
