#include "headroom/cloud/metric_names.h"

namespace headroom::cloud {
namespace {

constexpr std::array<std::string_view, 57> documented{
    "temporal_cloud_v1_action_limit",
    "temporal_cloud_v1_action_on_demand_envelope_limit",
    "temporal_cloud_v1_activity_cancel_count",
    "temporal_cloud_v1_activity_fail_count",
    "temporal_cloud_v1_activity_schedule_to_close_latency_p50",
    "temporal_cloud_v1_activity_schedule_to_close_latency_p95",
    "temporal_cloud_v1_activity_schedule_to_close_latency_p99",
    "temporal_cloud_v1_activity_start_to_close_latency_p50",
    "temporal_cloud_v1_activity_start_to_close_latency_p95",
    "temporal_cloud_v1_activity_start_to_close_latency_p99",
    "temporal_cloud_v1_activity_success_count",
    "temporal_cloud_v1_activity_task_fail_count",
    "temporal_cloud_v1_activity_task_timeout_count",
    "temporal_cloud_v1_activity_terminate_count",
    "temporal_cloud_v1_activity_timeout_count",
    "temporal_cloud_v1_approximate_backlog_count",
    "temporal_cloud_v1_billable_action_count",
    "temporal_cloud_v1_namespace_open_workflows",
    "temporal_cloud_v1_no_poller_tasks_count",
    "temporal_cloud_v1_operations_count",
    "temporal_cloud_v1_operations_limit",
    "temporal_cloud_v1_operations_on_demand_envelope_limit",
    "temporal_cloud_v1_operations_throttled_count",
    "temporal_cloud_v1_poll_success_count",
    "temporal_cloud_v1_poll_success_sync_count",
    "temporal_cloud_v1_poll_timeout_count",
    "temporal_cloud_v1_poller_limit",
    "temporal_cloud_v1_provisioned_capacity_tru_count",
    "temporal_cloud_v1_replication_lag_p50",
    "temporal_cloud_v1_replication_lag_p95",
    "temporal_cloud_v1_replication_lag_p99",
    "temporal_cloud_v1_resource_exhausted_error_count",
    "temporal_cloud_v1_schedule_action_success_count",
    "temporal_cloud_v1_schedule_buffer_overruns_count",
    "temporal_cloud_v1_schedule_missed_catchup_window_count",
    "temporal_cloud_v1_schedule_overlap_skipped_count",
    "temporal_cloud_v1_schedule_rate_limited_count",
    "temporal_cloud_v1_service_error_count",
    "temporal_cloud_v1_service_latency_p50",
    "temporal_cloud_v1_service_latency_p95",
    "temporal_cloud_v1_service_latency_p99",
    "temporal_cloud_v1_service_pending_requests",
    "temporal_cloud_v1_service_request_count",
    "temporal_cloud_v1_service_request_limit",
    "temporal_cloud_v1_service_request_on_demand_envelope_limit",
    "temporal_cloud_v1_service_request_throttled_count",
    "temporal_cloud_v1_total_action_count",
    "temporal_cloud_v1_total_action_throttled_count",
    "temporal_cloud_v1_workflow_cancel_count",
    "temporal_cloud_v1_workflow_continued_as_new_count",
    "temporal_cloud_v1_workflow_failed_count",
    "temporal_cloud_v1_workflow_schedule_to_close_latency_p50",
    "temporal_cloud_v1_workflow_schedule_to_close_latency_p95",
    "temporal_cloud_v1_workflow_schedule_to_close_latency_p99",
    "temporal_cloud_v1_workflow_success_count",
    "temporal_cloud_v1_workflow_terminate_count",
    "temporal_cloud_v1_workflow_timeout_count",
};

const limit_metrics& actions_row() { return limit_metrics_table[0]; }

}  // namespace

std::vector<std::string> original_metrics() {
  return {std::string(actions_row().limit), std::string(actions_row().count), std::string(tru_count_metric)};
}

std::vector<std::string> namespace_metrics() {
  std::vector<std::string> out = original_metrics();
  for (const limit_metrics& row : limit_metrics_table) {
    out.emplace_back(row.throttled);
    if (row.kind != limit_kind::actions) out.emplace_back(row.limit);
    out.emplace_back(row.envelope);
  }
  return out;
}

std::vector<std::string> all_row_metrics() {
  std::vector<std::string> out = namespace_metrics();
  for (const limit_metrics& row : limit_metrics_table) {
    if (row.kind != limit_kind::actions) out.emplace_back(row.count);
  }
  return out;
}

std::span<const std::string_view> documented_metrics() { return documented; }

}  // namespace headroom::cloud
