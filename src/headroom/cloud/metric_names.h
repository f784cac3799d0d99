#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/model/limit_row.h"

// Names of the Metrics API, read in Temporal's "OpenMetrics metrics reference"
// (docs.temporal.io/cloud/metrics/openmetrics/metrics-reference) and, for which count belongs to which limit, in
// "Monitoring Trends Against Limits" and "On-demand envelope limits" (docs.temporal.io/cloud/service-health), both as
// of 2026-09.
namespace headroom::cloud {

// The four metrics that describe one limit.
struct limit_metrics {
  limit_kind kind;
  std::string_view count;
  std::string_view limit;
  std::string_view throttled;
  std::string_view envelope;
};

inline constexpr std::array<limit_metrics, 3> limit_metrics_table{{
    {limit_kind::actions, "temporal_cloud_v1_total_action_count", "temporal_cloud_v1_action_limit",
     "temporal_cloud_v1_total_action_throttled_count", "temporal_cloud_v1_action_on_demand_envelope_limit"},
    {limit_kind::requests, "temporal_cloud_v1_service_request_count", "temporal_cloud_v1_service_request_limit",
     "temporal_cloud_v1_service_request_throttled_count", "temporal_cloud_v1_service_request_on_demand_envelope_limit"},
    {limit_kind::operations, "temporal_cloud_v1_operations_count", "temporal_cloud_v1_operations_limit",
     "temporal_cloud_v1_operations_throttled_count", "temporal_cloud_v1_operations_on_demand_envelope_limit"},
}};

// TRUs of the namespace; 0 means On-Demand.
inline constexpr std::string_view tru_count_metric = "temporal_cloud_v1_provisioned_capacity_tru_count";

namespace label {
inline constexpr std::string_view temporal_namespace = "temporal_namespace";
inline constexpr std::string_view region = "region";
inline constexpr std::string_view is_background = "is_background";
inline constexpr std::string_view namespace_mode = "namespace_mode";
}  // namespace label

// The action limit and count, as the original asks for, and the TRUs, which tell the mode when the Ops API cannot.
[[nodiscard]] std::vector<std::string> original_metrics();
// All of the actions row, the TRUs, and of the other rows the limits, the envelopes and what they turned away: a dozen
// samples a namespace, and more only for one that is throttled on requests or operations.
[[nodiscard]] std::vector<std::string> namespace_metrics();
// All rows whole. Counts of requests and operations come once for each operation, so this is some hundred samples a
// namespace.
[[nodiscard]] std::vector<std::string> all_row_metrics();

// Every name of the metrics reference, ascending: for suggestions and for telling a new name from a slip.
[[nodiscard]] std::span<const std::string_view> documented_metrics();

}  // namespace headroom::cloud
