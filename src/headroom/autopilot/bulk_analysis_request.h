#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/json/json.h"

namespace headroom::autopilot {

enum class report_wish : bool { rows_only, with_report };

// The optional argument of BulkCapacityAnalysisWorkflow: {"policy", "namespaces": [GLOB], "metrics": [NAME], "report"}.
// Every member may be absent or null.
struct bulk_analysis_request {
  std::string policy;                   // empty: the worker's own setting
  std::vector<std::string> namespaces;  // empty: all
  std::vector<std::string> metrics;     // further metric families to read
  report_wish report = report_wish::rows_only;

  friend bool operator==(const bulk_analysis_request&, const bulk_analysis_request&) = default;
};

// The policies that can be asked for by name.
std::span<const std::string_view> analysis_policies();

// invalid_argument when `name` is none of them, with the nearest one.
result<void> check_policy(std::string_view name);

ordered_json to_json_value(const bulk_analysis_request& request);

// Reads the argument as a client of any language may send it. An unknown member, a wrong type or an unknown policy is
// an error that names it.
result<bulk_analysis_request> read_bulk_analysis_request(const json& argument);

}  // namespace headroom::autopilot
