#include "headroom/plan/limit_check.h"

#include <algorithm>
#include <cmath>

#include "headroom/cost/sold_counts.h"

namespace headroom::plan {
namespace {

bool known(const std::optional<double>& figure) { return figure && std::isfinite(*figure) && *figure >= 0; }

}  // namespace

std::string_view unit_of(limit_kind kind) {
  switch (kind) {
    case limit_kind::actions:
      return "APS";
    case limit_kind::requests:
      return "requests/s";
    case limit_kind::operations:
      return "operations/s";
  }
  return "/s";
}

double checked_row::demand_per_s() const {
  const double throttled = throttled_per_s.value_or(0);
  const bool count_explains_it = count_per_s - limit_per_s >= throttled / 2;
  return count_explains_it ? count_per_s : count_per_s + throttled;
}

std::vector<checked_row> checked_rows(const namespace_snapshot& seen) {
  const bool is_on_demand = seen.current && seen.current->mode() == capacity_mode::on_demand;
  std::vector<checked_row> out;
  for (const limit_row* row : {&seen.actions, &seen.requests, &seen.operations}) {
    if (!known(row->limit_per_s) || *row->limit_per_s <= 0) continue;
    const bool was_reached = known(row->throttled_per_s) && *row->throttled_per_s > 0;
    if (!known(row->count_per_s) && (row->count_per_s || !was_reached)) continue;
    checked_row checked{.kind = row->kind,
                        .count_per_s = row->count_per_s.value_or(*row->limit_per_s),
                        .limit_per_s = *row->limit_per_s,
                        .throttled_per_s = std::nullopt,
                        .envelope_per_s = std::nullopt,
                        .per_tru = cost::limit_per_tru(row->kind)};
    if (known(row->throttled_per_s)) checked.throttled_per_s = row->throttled_per_s;
    if (is_on_demand) {
      checked.envelope_per_s = row->limit_per_s;
    } else if (known(row->envelope_per_s)) {
      checked.envelope_per_s = row->envelope_per_s;
    } else if (row->kind == limit_kind::actions && known(seen.offer.on_demand_limit_aps)) {
      checked.envelope_per_s = seen.offer.on_demand_limit_aps;
    }
    out.push_back(checked);
  }
  return out;
}

std::optional<double> limit_under(const checked_row& row, const capacity& now, const capacity& choice) {
  if (choice == now) return row.limit_per_s;
  if (choice.mode() == capacity_mode::on_demand) return row.envelope_per_s;
  return row.per_tru * choice.rung();
}

const checked_row& tightest(const std::vector<checked_row>& rows) {
  return *std::ranges::max_element(rows, [](const checked_row& a, const checked_row& b) {
    return std::pair(a.throttled(), a.used_share()) < std::pair(b.throttled(), b.used_share());
  });
}

}  // namespace headroom::plan
