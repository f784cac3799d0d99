#pragma once

#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/common/options_proto.h"

// What every message that starts a workflow has in common: the two start requests, and a schedule's action. Private to
// the SDK's .cc files.
namespace temporal::detail {

template <class Request>
void fill_start_timeouts(const start_options::values& options, Request& request) {
  if (options.execution_timeout) write_proto(*options.execution_timeout, *request.mutable_workflow_execution_timeout());
  if (options.run_timeout) write_proto(*options.run_timeout, *request.mutable_workflow_run_timeout());
  if (options.task_timeout) write_proto(*options.task_timeout, *request.mutable_workflow_task_timeout());
}

template <class Request>
void fill_start_policies(const start_options::values& options, Request& request) {
  request.set_workflow_id_reuse_policy(static_cast<api::enums::v1::WorkflowIdReusePolicy>(options.reuse_policy));
  if (options.retry) write_proto(*options.retry, *request.mutable_retry_policy());
  if (options.priority) write_proto(*options.priority, *request.mutable_priority());
  request.set_cron_schedule(options.cron_schedule);
}

template <class Request>
void fill_start_descriptions(const start_options::values& options, Request& request) {
  if (!options.memo.empty()) write_proto(options.memo, *request.mutable_memo()->mutable_fields());
  if (!options.attributes.empty()) {
    write_proto(write_search_attributes(options.attributes),
                *request.mutable_search_attributes()->mutable_indexed_fields());
  }
  if (options.static_summary) write_proto(*options.static_summary, *request.mutable_user_metadata()->mutable_summary());
  if (options.static_details) write_proto(*options.static_details, *request.mutable_user_metadata()->mutable_details());
}

// Throws configuration_error when the task queue is missing.
template <class Request>
void fill_start_fields(const start_workflow_input& input, Request& request) {
  const auto& options = input.options.get();
  if (options.task_queue.empty()) {
    throw configuration_error("starting " + input.workflow_type + ": start_options has no task_queue");
  }
  request.set_workflow_id(options.id);
  request.mutable_workflow_type()->set_name(input.workflow_type);
  request.mutable_task_queue()->set_name(options.task_queue);
  set_payloads(input.arguments, [&] { return request.mutable_input(); });
  set_header(input.headers, [&] { return request.mutable_header(); });
  fill_start_timeouts(options, request);
  fill_start_policies(options, request);
  fill_start_descriptions(options, request);
}

}  // namespace temporal::detail
