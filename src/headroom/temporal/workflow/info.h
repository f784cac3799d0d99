#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/priority.h"
#include "headroom/temporal/common/retry_policy.h"
#include "headroom/temporal/common/search_attributes.h"

namespace temporal::workflow {

struct execution {
  std::string workflow_namespace;
  std::string workflow_id;
  std::string run_id;
};

// What is known of the running workflow. Everything here is the same in every replay.
struct info {
  std::string workflow_id;
  std::string run_id;
  std::string workflow_type;
  std::string workflow_namespace;
  std::string task_queue;
  std::int32_t attempt = 1;
  std::string first_execution_run_id;
  std::optional<std::string> continued_run_id;  // of the run that continued as this one
  std::string cron_schedule;                    // empty without
  std::optional<execution> parent;
  std::optional<execution> root;
  std::optional<duration> execution_timeout;
  std::optional<duration> run_timeout;
  std::optional<duration> task_timeout;
  std::optional<temporal::retry_policy> retry_policy;
  std::optional<temporal::priority> priority;
  timestamp start_time;
  payload_map headers;
  // Of the previous run of a cron or a chain: its result, and its failure (null without).
  std::optional<payload> last_result;
  std::shared_ptr<const failure> last_failure;

  // As of the current workflow task.
  std::uint32_t history_length = 0;
  std::uint64_t history_size_bytes = 0;
  bool continue_as_new_suggested = false;
  std::string deployment_name;
  std::string build_id;

  payload_map memo;
  temporal::search_attributes search_attributes;
};

// The info of the workflow that runs now. Valid until the next co_await.
[[nodiscard]] const info& current_info();

// Why the workflow was asked to cancel; nothing while it was not.
[[nodiscard]] std::optional<std::string> cancel_reason();

// The time of the current workflow task: the same in every replay.
[[nodiscard]] timestamp now();

// True while events of the past are replayed. For logs and metrics only, never for decisions.
[[nodiscard]] bool is_replaying();

// The value of a memo field; nothing when it is not set.
template <class T>
[[nodiscard]] std::optional<T> memo(std::string_view key) {
  const auto& fields = current_info().memo;
  const auto it = fields.find(key);
  if (it == fields.end()) return std::nullopt;
  return from_payload<T>(it->second);
}

}  // namespace temporal::workflow
