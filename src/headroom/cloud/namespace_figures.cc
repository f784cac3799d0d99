#include "headroom/cloud/namespace_figures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace headroom::cloud {
namespace {

std::string why_absence_says_nothing(completeness how) {
  switch (how) {
    case completeness::limited:
      return "no sample, and the scrape was truncated by the service, so that it need not be 0";
    case completeness::cut:
      return "no sample, and the scrape has no end mark and may have been cut, so that it need not be 0";
    default:
      return "no sample, and the service does not know whether the scrape is whole, so that it need not be 0";
  }
}

}  // namespace

namespace_figures::namespace_figures(const point_table& table, std::size_t owner, std::uint32_t active_region,
                                     const time_window& window, namespace_snapshot& out)
    : table_(table), owner_(owner), active_region_(active_region), window_(window), out_(out) {}

void namespace_figures::note(std::string_view metric, std::string_view fault) {
  out_.faults.push_back(fmt::format("{}: {}", metric, fault));
}

std::optional<double> namespace_figures::accept(std::string_view metric, const figure& read) {
  if (!read.fault.empty()) note(metric, read.fault);
  if (read.value) {
    const std::int64_t time_ms = read.newest_ms == no_time ? window_.now_unix_ms : read.newest_ms;
    const utc_minute minute = minute_of_unix_seconds(floor_div(time_ms, 1000));
    out_.minute = std::max(out_.minute.value_or(minute), minute);
  }
  return read.value;
}

std::optional<double> namespace_figures::count(std::string_view metric, side whose) {
  const auto index = table_.metric_index(metric);
  if (!index) return std::nullopt;  // not asked for
  const auto points = of_side(table_.points_of(owner_, *index), whose);
  if (!points.empty()) return accept(metric, sum_of(points, window_));
  const completeness how = table_.completeness_of(*index);
  if (how == completeness::complete) return 0;
  if (whose == side::foreground) note(metric, why_absence_says_nothing(how));
  return std::nullopt;
}

std::optional<double> namespace_figures::level(std::string_view metric) {
  const auto index = table_.metric_index(metric);
  if (!index) return std::nullopt;
  const auto points = table_.points_of(owner_, *index);
  // A metric that the whole scrape lacks is the account's warning, not a line for each namespace.
  if (points.empty() && table_.has_points(*index)) note(metric, "no series of this namespace");
  return accept(metric, level_of(points, active_region_, window_));
}

void namespace_figures::read_row(const limit_metrics& names, limit_row& row) {
  row.kind = names.kind;
  row.count_per_s = count(names.count, side::foreground);
  row.limit_per_s = level(names.limit);
  row.throttled_per_s = count(names.throttled, side::foreground);
  row.envelope_per_s = level(names.envelope);
}

void namespace_figures::read_background_and_standby() {
  const std::string_view metric = limit_metrics_table[0].count;
  out_.background_aps = count(metric, side::background);
  out_.standby_aps = count(metric, side::standby);
}

void namespace_figures::read_capacity(const ops_namespace* ops) {
  if (ops != nullptr) out_.capacity_change_in_progress = ops->latest_request == capacity_request_state::in_progress;
  if (ops != nullptr && ops->current) {
    out_.current = ops->current;
    out_.current_source = capacity_source::ops_api;
    return;
  }
  const auto index = table_.metric_index(tru_count_metric);
  const figure trus = index ? agreed_of(table_.points_of(owner_, *index), window_) : figure{};
  constexpr double trus_max = 100'000;
  const bool whole = trus.value && *trus.value == std::floor(*trus.value) && *trus.value <= trus_max;
  if (whole) {
    const int count = static_cast<int>(*accept(tru_count_metric, trus));
    out_.current = count == 0 ? on_demand : provisioned(count);
    out_.current_source = capacity_source::tru_metric;
  } else if (trus.value) {
    note(tru_count_metric, fmt::format("saw {}, expected a whole number of TRUs", *trus.value));
  } else if (!trus.fault.empty()) {
    note(tru_count_metric, trus.fault);
  } else {
    out_.faults.emplace_back("capacity mode: neither the Ops API nor the metric of TRUs tells it");
  }
}

void namespace_figures::read_extra(std::string_view metric) {
  const auto index = table_.metric_index(metric);
  if (!index) return;
  const auto points = table_.points_of(owner_, *index);
  if (points.empty()) return;  // any metric may have nothing to say
  double sum = 0;
  for (const side whose : {side::foreground, side::background, side::standby}) {
    const figure part = sum_of(of_side(points, whose), window_);
    if (!part.fault.empty()) return note(metric, part.fault);
    sum += part.value.value_or(0);
  }
  out_.extra.emplace(metric, sum);
}

}  // namespace headroom::cloud
