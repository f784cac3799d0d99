#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"

namespace temporal::activity {

// What an activity may know of its own execution.
struct info {
  std::string activity_id;
  std::string activity_type;
  std::uint32_t attempt = 1;  // 1 in the first
  bool is_local = false;
  std::string task_queue;
  std::string workflow_namespace;
  std::string workflow_id;
  std::string workflow_run_id;
  std::string workflow_type;
  timestamp scheduled_time{};  // of the first attempt
  timestamp current_attempt_scheduled_time{};
  timestamp started_time{};
  std::optional<duration> schedule_to_close_timeout;
  std::optional<duration> start_to_close_timeout;
  std::optional<duration> heartbeat_timeout;
  std::int32_t priority_key = 0;  // 1 (first) to 5; 0 when unset
  std::string task_token;         // names the attempt, for completing it from elsewhere
  payload_map headers;
  payload_list heartbeat_details;  // the last that an earlier attempt sent; see context::heartbeat_detail
};

}  // namespace temporal::activity
