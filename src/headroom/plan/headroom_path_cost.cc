#include "headroom/plan/headroom_path_cost.h"

#include <algorithm>

#include "headroom/cost/hour_bill.h"

namespace headroom::plan {
namespace {

constexpr std::size_t longest_path_minutes = 60;
// A raise for the last minutes of an hour is not worth counting on.
constexpr std::size_t last_minutes = 2;

// What a limit throttles from each minute of a path on.
struct throttled_rest {
  std::array<double, longest_path_minutes + 1> actions{};
  std::size_t first_minute = 0;  // that throttles; the path's length when none does
  int minutes = 0;               // that throttle
};

throttled_rest throttled_from(std::span<const double> path_aps, double scale, double limit_aps) {
  throttled_rest out{.first_minute = path_aps.size()};
  for (std::size_t i = path_aps.size(); i-- > 0;) {
    const double over_aps = scale * path_aps[i] - limit_aps;
    out.actions[i] = out.actions[i + 1] + 60 * std::max(0.0, over_aps);
    if (over_aps <= 0) continue;
    out.first_minute = i;
    ++out.minutes;
  }
  return out;
}

}  // namespace

path_cost cost_of_path(std::span<const double> path_aps, double scale, const hour_terms& terms) {
  double sum_aps = 0, peak_aps = 0;
  for (const double load : path_aps) {
    sum_aps += load;
    peak_aps = std::max(peak_aps, load);
  }
  by_rung bill{};
  for (std::size_t r = 0; r < bill.size(); ++r)
    bill[r] = cost::hour_bill_actions(60 * scale * sum_aps, cost::ladder[r]);
  path_cost out{.held = bill, .reacted = bill};
  if (scale * peak_aps <= std::min(terms.on_demand_limit_aps, rung_limit_aps(1, 0))) return out;

  std::array<throttled_rest, cost::ladder.size()> rest{};
  for (std::size_t r = 0; r < rest.size(); ++r) {
    const double limit_aps = rung_limit_aps(r, terms.on_demand_limit_aps);
    rest[r].first_minute = path_aps.size();
    if (scale * peak_aps > limit_aps) rest[r] = throttled_from(path_aps, scale, limit_aps);
  }
  for (std::size_t r = 0; r < rest.size(); ++r) {
    out.held[r] = out.reacted[r] = bill[r] + terms.throttle_cost * rest[r].actions[0];
    out.throttled_minutes[r] = rest[r].minutes;
    const std::size_t raised = rest[r].first_minute + static_cast<std::size_t>(terms.late_minutes);
    if (raised + last_minutes >= path_aps.size()) continue;
    for (std::size_t q = r + 1; q < rest.size(); ++q) {
      const double throttled = rest[r].actions[0] - rest[r].actions[raised] + rest[q].actions[raised];
      out.reacted[r] = std::min(out.reacted[r], bill[q] + terms.throttle_cost * throttled);
    }
  }
  return out;
}

std::size_t cheapest_rung(const by_rung& costs, double on_demand_limit_aps) {
  const auto limit_aps = [&](std::size_t r) { return rung_limit_aps(r, on_demand_limit_aps); };
  std::size_t best = 0;
  for (std::size_t r = 1; r < costs.size(); ++r) {
    const double same = 1e-9 * costs[best];
    if (costs[r] < costs[best] - same || (costs[r] <= costs[best] + same && limit_aps(r) > limit_aps(best))) best = r;
  }
  return best;
}

}  // namespace headroom::plan
