#include "sim/metric_catalogue.h"

#include <array>

namespace headroom::sim {
namespace {

using enum sample_source;

// clang-format off
constexpr std::array catalogue{
    metric_family{"temporal_cloud_v1_action_limit", "The current configured actions per second limit for a namespace", action_limit, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_action_on_demand_envelope_limit", "The on-demand envelope limit for actions per second", action_envelope, 0, "temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_cancel_count", "Activity cancellations per second", activity_count, 0.002, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_activity_fail_count", "Activity failures per second", activity_count, 0.01, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_activity_schedule_to_close_latency_p50", "The 50th percentile activity schedule-to-close latency in seconds", activity_latency, 0.0933, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_schedule_to_close_latency_p95", "The 95th percentile activity schedule-to-close latency in seconds", activity_latency, 0.6333, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_schedule_to_close_latency_p99", "The 99th percentile activity schedule-to-close latency in seconds", activity_latency, 2.0667, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_start_to_close_latency_p50", "The 50th percentile activity start-to-close latency in seconds", activity_latency, 0.07, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_start_to_close_latency_p95", "The 95th percentile activity start-to-close latency in seconds", activity_latency, 0.475, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_start_to_close_latency_p99", "The 99th percentile activity start-to-close latency in seconds", activity_latency, 1.55, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_activity_success_count", "Successful activity completions per second", activity_count, 0.35, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_activity_task_fail_count", "Activity task failures per second", activity_count, 0.015, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_activity_task_timeout_count", "Activity task timeouts per second", activity_timeouts, 0.003, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type timeout_type"},
    metric_family{"temporal_cloud_v1_activity_terminate_count", "Activity terminations per second", activity_count, 0, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_activity_timeout_count", "Activity timeouts per second", activity_timeouts, 0.002, "region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type timeout_type"},
    metric_family{"temporal_cloud_v1_approximate_backlog_count", "The approximate number of tasks pending in a task queue", backlog, 0, "region task_priority task_type temporal_account temporal_namespace temporal_task_queue"},
    metric_family{"temporal_cloud_v1_billable_action_count", "The number of billable actions per second", billable_action, 0, "action_type region temporal_account temporal_namespace temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_namespace_open_workflows", "The current number of open workflows in a namespace", open_workflows, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_no_poller_tasks_count", "The rate of tasks added to queues with no active pollers", no_poller, 0, "region task_type temporal_account temporal_namespace temporal_task_queue"},
    metric_family{"temporal_cloud_v1_operations_count", "Operations performed per second", operation_count, 0, "is_background namespace_mode operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_operations_limit", "The current configured operations per second limit for a namespace", operation_limit, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_operations_on_demand_envelope_limit", "The on-demand envelope limit for operations per second", operation_envelope, 0, "temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_operations_throttled_count", "Operations throttled due to rate limits per second", operation_throttled, 0, "is_background namespace_mode operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_poll_success_count", "Successfully matched tasks per second", poll, 0.5, "operation region task_type temporal_account temporal_namespace temporal_task_queue"},
    metric_family{"temporal_cloud_v1_poll_success_sync_count", "Tasks matched synchronously per second", poll, 0.48, "operation region task_type temporal_account temporal_namespace temporal_task_queue"},
    metric_family{"temporal_cloud_v1_poll_timeout_count", "The rate of poll requests that timed out without receiving a task", poll, 0.02, "operation region task_type temporal_account temporal_namespace temporal_task_queue"},
    metric_family{"temporal_cloud_v1_poller_limit", "The current configured poller limit for a namespace", poller_limit, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_provisioned_capacity_tru_count", "The number of Temporal Resource Units provisioned for a namespace", tru_count, 0, "temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_replication_lag_p50", "The 50th percentile cross-region replication lag in seconds", replication_lag, 0.12, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_replication_lag_p95", "The 95th percentile cross-region replication lag in seconds", replication_lag, 0.41, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_replication_lag_p99", "The 99th percentile cross-region replication lag in seconds", replication_lag, 0.93, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_resource_exhausted_error_count", "Resource exhaustion errors per second", resource_exhausted, 0.0005, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_schedule_action_success_count", "Successful scheduled executions per second", schedule, 0.004, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_schedule_buffer_overruns_count", "Scheduled executions dropped per second because the buffer is full", schedule, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_schedule_missed_catchup_window_count", "Scheduled executions dropped per second outside the catchup window", schedule, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_schedule_overlap_skipped_count", "Schedule executions dropped per second due to the overlap policy", schedule_skipped, 0.0005, "region schedule_overlap_policy temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_schedule_rate_limited_count", "Scheduled executions delayed per second due to rate limiting", schedule, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_error_count", "gRPC errors per second", request_error, 0.002, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_latency_p50", "The 50th percentile latency of service requests in seconds", request_latency, 0.011, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_latency_p95", "The 95th percentile latency of service requests in seconds", request_latency, 0.038, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_latency_p99", "The 99th percentile latency of service requests in seconds", request_latency, 0.081, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_pending_requests", "The number of pollers that are actively long polling for a task", request_pending, 0, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_request_count", "gRPC requests received per second", request_count, 0, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_request_limit", "The current configured frontend service RPS limit for a namespace", request_limit, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_request_on_demand_envelope_limit", "The on-demand envelope limit for service requests per second", request_envelope, 0, "temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_service_request_throttled_count", "gRPC requests throttled per second", request_throttled, 0, "operation region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_total_action_count", "The total number of actions performed per second", total_action, 0, "is_background namespace_mode temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_total_action_throttled_count", "The total number of actions throttled per second", action_throttled, 0, "region temporal_account temporal_namespace"},
    metric_family{"temporal_cloud_v1_workflow_cancel_count", "Workflow cancellations per second", workflow_count, 0.001, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_continued_as_new_count", "Workflows continued as new per second", workflow_count, 0.004, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_failed_count", "Workflow failures per second", workflow_count, 0.003, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_schedule_to_close_latency_p50", "The 50th percentile workflow schedule-to-close latency in seconds", workflow_latency, 1.4, "region temporal_account temporal_namespace temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_schedule_to_close_latency_p95", "The 95th percentile workflow schedule-to-close latency in seconds", workflow_latency, 9.5, "region temporal_account temporal_namespace temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_schedule_to_close_latency_p99", "The 99th percentile workflow schedule-to-close latency in seconds", workflow_latency, 31.0, "region temporal_account temporal_namespace temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_success_count", "The number of successful workflows per second", workflow_count, 0.09, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_terminate_count", "Workflow terminations per second", workflow_count, 0.0005, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
    metric_family{"temporal_cloud_v1_workflow_timeout_count", "Workflow timeouts per second", workflow_count, 0.0008, "operation region temporal_account temporal_namespace temporal_task_queue temporal_workflow_type"},
};
// clang-format on

}  // namespace

std::span<const metric_family> metric_catalogue() { return catalogue; }

}  // namespace headroom::sim
