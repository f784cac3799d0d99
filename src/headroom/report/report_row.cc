#include "headroom/report/report_row.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>

namespace headroom::report {
namespace {

std::optional<capacity> capacity_from(const std::string& mode, std::optional<int> trus) {
  if (mode == to_string(capacity_mode::on_demand)) return on_demand;
  if (mode == to_string(capacity_mode::provisioned) && trus && *trus > 0) return provisioned(*trus);
  return std::nullopt;
}

// A row without our fields comes from another program: its state is read off what it says.
verdict state_from(const namespace_recommendation& row) {
  if (row.state) return *row.state;
  if (row.action_limit > 0 && row.action_count >= 0.8 * row.action_limit) return verdict::near_limit;
  const bool fewer = row.current_trus && row.recommended_trus < *row.current_trus;
  return fewer ? verdict::overpaying : verdict::fine;
}

}  // namespace

std::optional<double> report_row::used_share() const {
  if (!load_aps || !limit_aps || !(*limit_aps > 0)) return std::nullopt;
  return *load_aps / *limit_aps;
}

report_row row_of(const recommendation& advice, const load_history* week) {
  const namespace_snapshot& seen = advice.seen;
  report_row out{.id = seen.id,
                 .state = advice.state,
                 .load_aps = seen.actions.count_per_s,
                 .limit_aps = seen.actions.limit_per_s,
                 .throttled_aps = seen.actions.throttled_per_s,
                 .now = seen.current,
                 .change_per_month = advice.change_per_month(),
                 .idle_per_month = advice.idle_per_month(),
                 .trust = advice.trust,
                 .reason = advice.reason,
                 .brief = advice.brief,
                 .options = advice.options};
  if (seen.current) out.advised = advice.advised;
  if (week) out.week = *week;
  return out;
}

report_row row_of(const namespace_recommendation& row) {
  report_row out{.id = row.id,
                 .state = state_from(row),
                 .throttled_aps = row.throttled_aps,
                 .now = capacity_from(row.current_capacity_mode, row.current_trus),
                 .advised = capacity_from(row.recommended_capacity_mode, row.recommended_trus),
                 .change_per_month = row.change_per_month,
                 .trust = row.trust.value_or(confidence::unknown),
                 .reason = row.reason,
                 .brief = row.reason};
  if (out.state != verdict::unknown || row.action_limit > 0) {
    out.load_aps = row.action_count;
    out.limit_aps = row.action_limit;
  }
  return out;
}

void sort_by_urgency(std::vector<report_row>& rows) {
  const auto key = [](const report_row& r) {
    const double money = std::fabs(usd(r.change_per_month.value_or(usd_micros(0))));
    return std::tuple(r.state, -r.throttled_aps.value_or(0), -money, -usd(r.idle_per_month.value_or(usd_micros(0))),
                      -r.used_share().value_or(0));
  };
  std::ranges::sort(rows, [&](const report_row& a, const report_row& b) {
    const auto left = key(a), right = key(b);
    return left != right ? left < right : a.id < b.id;
  });
}

std::span<const report_row> rows_in(std::span<const report_row> sorted, verdict state) {
  const auto found = std::ranges::equal_range(sorted, state, {}, &report_row::state);
  return {found.begin(), found.end()};
}

}  // namespace headroom::report
