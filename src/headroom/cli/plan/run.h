#pragma once

#include <optional>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/time.h"
#include "headroom/cli/plan/options.h"
#include "headroom/cli/plan/past.h"
#include "headroom/report/plan_receipt.h"
#include "headroom/report/plan_report.h"

namespace headroom::cli::plan {

// The plans of some namespaces, with their receipts in the same order.
struct plan_run {
  report::plan_report report;
  std::vector<report::plan_receipt> receipts;
  std::vector<error> failed;  // what is neither planned nor merely short of data
};

// An iCalendar file's text; its events shift the forecasts of all namespaces.
struct calendar_text {
  std::string file, text;
};

struct run_input {
  const plan_options& asked;
  const plan_configuration& with;
  headroom::plan::week_terms terms;
  std::optional<capacity> current;  // over what the past says
  std::optional<utc_hour> first;    // empty: the first hour after each past
  std::vector<calendar_text> calendars;
};

[[nodiscard]] plan_run run_plans(const std::vector<namespace_past>& pasts, const run_input& in);

// The terms of flags over those of the configuration. invalid_argument names the flag.
[[nodiscard]] result<headroom::plan::week_terms> terms_of(const plan_options& asked, const plan_configuration& with);
// "on-demand" or a count of TRUs; empty for empty.
[[nodiscard]] result<std::optional<capacity>> capacity_flag(const std::string& text);

}  // namespace headroom::cli::plan
