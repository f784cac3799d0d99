#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/temporal/client/outbound.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/search_attributes.h"

namespace temporal {

// The numbers are the protocol's.
enum class workflow_status : std::uint8_t {
  unspecified = 0,
  running = 1,
  completed = 2,
  failed = 3,
  cancelled = 4,
  terminated = 5,
  continued_as_new = 6,
  timed_out = 7,
  paused = 8,
};
[[nodiscard]] std::string_view to_string(workflow_status status);  // "RUNNING", ...

// What the server's visibility knows of one execution.
struct workflow_summary {
  workflow_execution execution;
  std::string workflow_type;
  std::string task_queue;
  workflow_status status = workflow_status::unspecified;
  timestamp start_time{};
  timestamp execution_time{};  // when its first task was due: after the start delay
  std::optional<timestamp> close_time;
  std::int64_t history_length = 0;  // in events
  std::int64_t history_size_bytes = 0;
  std::optional<workflow_execution> parent;
  std::optional<workflow_execution> root;
  payload_map memo;
  temporal::search_attributes search_attributes;
};

// An activity that has not ended.
struct pending_activity {
  std::string activity_id;
  std::string activity_type;
  std::string state;  // "SCHEDULED", "STARTED", "CANCEL_REQUESTED", "PAUSED", ...
  std::int32_t attempt = 0;
  std::int32_t attempts_max = 0;  // 0: no limit
  std::optional<std::string> last_failure_message;
  payload_list heartbeat_details;
  std::string last_worker_identity;
};

struct workflow_description {
  workflow_summary summary;
  std::optional<duration> execution_timeout;
  std::optional<duration> run_timeout;
  std::optional<duration> task_timeout;
  std::optional<payload> static_summary;
  std::optional<payload> static_details;
  std::vector<pending_activity> pending_activities;
  std::vector<workflow_execution> pending_children;
};

// The history of one run, as serialised temporal.api.history.v1.History.
struct workflow_history {
  std::string workflow_id;
  std::string bytes;
};

}  // namespace temporal
