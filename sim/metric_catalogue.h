#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace headroom::sim {

// How a family's samples are made (metric_samples.cc).
enum class sample_source : std::uint8_t {
  total_action,
  action_throttled,
  billable_action,
  request_count,
  request_throttled,
  request_error,
  request_pending,
  resource_exhausted,
  request_latency,
  operation_count,
  operation_throttled,
  action_limit,
  request_limit,
  operation_limit,
  poller_limit,
  action_envelope,
  request_envelope,
  operation_envelope,
  tru_count,
  workflow_count,
  workflow_latency,
  activity_count,
  activity_timeouts,
  activity_latency,
  backlog,
  poll,
  no_poller,
  open_workflows,
  schedule,
  schedule_skipped,
  replication_lag,
};

// A family of docs/cloud/metrics/openmetrics/metrics-reference, as seen in September 2026.
struct metric_family {
  std::string_view name, help;
  sample_source source;
  double factor;                // share of the load, percentile or seconds, as the source takes it
  std::string_view dimensions;  // space-separated, alphabetical, without the opt-in ones
};

// In order of their names.
[[nodiscard]] std::span<const metric_family> metric_catalogue();

}  // namespace headroom::sim
