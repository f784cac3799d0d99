#include "sim/figures.h"

#include <algorithm>

#include "sim/clock.h"

#include "headroom/cost/sold_counts.h"

namespace headroom::sim {
namespace {

limit_figures limit_of(const world_namespace& n, double count, double envelope, int trus, int per_tru) {
  limit_figures out{
      .count = count, .limit = trus > 0 ? trus * static_cast<double>(per_tru) : envelope, .envelope = envelope};
  out.throttled = throttled_per_s(count, out.limit, n.burst_share, n.burst_seconds);
  return out;
}

}  // namespace

double throttled_per_s(double per_s, double limit, double burst_share, double burst_s) {
  if (burst_share <= 0) return std::max(per_s - limit, 0.0);
  const double in_minute = per_s * 60;
  const double calm = in_minute * (1 - burst_share) / 60;
  const double burst = calm + in_minute * burst_share / burst_s;
  const double above = std::max(burst - limit, 0.0) * burst_s + std::max(calm - limit, 0.0) * (60 - burst_s);
  return above / 60;
}

double envelope_per_s(const week_stats& actions, double per_action, double floor) {
  return std::max(floor, std::min(4 * actions.mean_aps * per_action, 2 * actions.p90_aps * per_action));
}

minute_figures figures_of(const world_namespace& n, load_window& demand, const capacity_timeline& timeline,
                          utc_minute minute) {
  const week_stats& week = demand.trailing_week(hour_of(minute));
  const std::int64_t now = start_ms(minute);
  minute_figures out{.minute = minute, .trus = timeline.at(now).rung()};
  out.actions_in_minute = static_cast<double>(demand.actions(minute));
  const double aps = out.actions_in_minute / 60;
  out.background_aps = aps * n.background_share;
  out.standby_aps = n.replica.empty() ? 0 : aps;
  double envelope = envelope_per_s(week, 1, floor_aps);
  if (n.support_limit_aps && !timeline.changed_by(now)) envelope = std::max(envelope, *n.support_limit_aps);
  out.actions = limit_of(n, aps, envelope, out.trus, cost::aps_per_tru);
  out.requests = limit_of(n, aps * n.requests_per_action, envelope_per_s(week, n.requests_per_action, floor_rps),
                          out.trus, cost::rps_per_tru);
  out.operations = limit_of(n, aps * n.operations_per_action, envelope_per_s(week, n.operations_per_action, floor_ops),
                            out.trus, cost::ops_per_tru);
  return out;
}

}  // namespace headroom::sim
