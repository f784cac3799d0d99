#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headroom/model/load_history.h"
#include "headroom/model/recommendation.h"
#include "headroom/report/load_window.h"
#include "headroom/report/wire.h"

namespace headroom::report {

// One namespace as every format shows it. It is made from a recommendation in this process, or from the workflow's
// result, which knows less.
struct report_row {
  namespace_id id;
  verdict state = verdict::unknown;
  std::optional<double> load_aps;  // foreground actions, averaged over the minute
  std::optional<double> limit_aps;
  std::optional<double> throttled_aps;
  std::optional<capacity> now;  // empty: unknown
  std::optional<capacity> advised;
  std::optional<usd_micros> change_per_month;
  std::optional<usd_micros> idle_per_month;
  confidence trust = confidence::unknown;
  std::string reason;  // a sentence, or a few words when that is all there is
  std::string brief;
  std::vector<capacity_option> options;  // best first; empty when only the workflow's row is there
  std::optional<load_history> week;
  std::optional<load_window> window;  // the days behind the minute, where they were asked for

  [[nodiscard]] bool changes() const { return now && advised && !(*now == *advised); }
  [[nodiscard]] std::optional<double> used_share() const;
};

[[nodiscard]] report_row row_of(const recommendation& advice, const load_history* week = nullptr);
[[nodiscard]] report_row row_of(const namespace_recommendation& row);

// What to do first comes first: by state, then by what is throttled, what the advice costs or saves, what is idle and
// what is used, then by name.
void sort_by_urgency(std::vector<report_row>& rows);

// The rows of one state, in a vector sorted by urgency.
[[nodiscard]] std::span<const report_row> rows_in(std::span<const report_row> sorted, verdict state);

}  // namespace headroom::report
