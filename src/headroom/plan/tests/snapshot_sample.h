#pragma once

#include <optional>
#include <string>

#include "headroom/model/namespace_snapshot.h"
#include "headroom/plan/snapshot_planner.h"

namespace headroom::plan {

// A whole, calm snapshot to change one thing of: the load and limit are all that every test says.
struct sample {
  capacity now;
  double count_aps = 0;
  double limit_aps = 500;
  double throttled_aps = 0;
  std::optional<double> envelope_aps;

  [[nodiscard]] namespace_snapshot seen(const std::string& name = "orders.a1b2c") const {
    namespace_snapshot out{.id = namespace_id(name), .minute = parse_utc_minute("2026-11-24T07:00:00Z").value()};
    out.data = completeness::complete;
    out.current = now;
    out.current_source = capacity_source::ops_api;
    out.actions.count_per_s = count_aps;
    out.actions.limit_per_s = limit_aps;
    out.actions.throttled_per_s = throttled_aps;
    out.actions.envelope_per_s = envelope_aps;
    return out;
  }
};

inline snapshot_planner planner_with(snapshot_settings settings = {}) {
  return snapshot_planner::make(std::move(settings), cost::list_prices(),
                                parse_utc_minute("2026-11-24T07:00:00Z").value())
      .value();
}

// The advice for a namespace that is alone in its account.
inline recommendation advise(const namespace_snapshot& seen, const snapshot_settings& settings = {},
                             const load_history* history = nullptr) {
  const snapshot_planner planner = planner_with(settings);
  return planner.advise(seen, planner.price_of({.namespaces = {seen}}), history);
}

}  // namespace headroom::plan
