#include "headroom/store/limit_history.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headroom/store/scrape_frame.h"

namespace headroom::store {
namespace {

constexpr std::array state_columns{history_column::trus, history_column::actions_limit, history_column::requests_limit,
                                   history_column::operations_limit};

void add_changes(std::vector<state_change>& changes, history_column column, const column_history& seen) {
  std::optional<double> before;
  for (std::size_t i = 0; i < seen.values.size(); ++i) {
    const double value = seen.values[i];
    if (!is_known(value) || before == value) continue;
    changes.push_back({seen.first + static_cast<std::int64_t>(i), column, before, value});
    before = value;
  }
}

}  // namespace

result<limit_history> read_limit(history_reader& history, const namespace_id& id, limit_kind kind, minute_range range) {
  limit_history read{.kind = kind, .first = range.first};
  const std::array<std::vector<double>*, 4> targets{&read.count_per_s, &read.limit_per_s, &read.throttled_per_s,
                                                    &read.envelope_per_s};
  for (std::size_t figure = 0; figure < targets.size(); ++figure) {
    auto column = history.read(id, column_of(kind, static_cast<row_figure>(figure)), range);
    if (!column) return fail(std::move(column).error());
    *targets[figure] = std::move(column->values);
    read.damage.insert(read.damage.end(), column->damage.begin(), column->damage.end());
  }
  return read;
}

result<std::vector<state_change>> state_changes(history_reader& history, const namespace_id& id, minute_range range) {
  std::vector<state_change> changes;
  for (const history_column column : state_columns) {
    const auto seen = history.read(id, column, range);
    if (!seen) return fail(seen.error());
    add_changes(changes, column, *seen);
  }
  std::ranges::sort(changes, {}, [](const state_change& change) { return std::pair(change.minute, change.column); });
  return changes;
}

capacity capacity_of(double trus) { return trus >= 1 ? provisioned(static_cast<int>(trus)) : on_demand; }

}  // namespace headroom::store
