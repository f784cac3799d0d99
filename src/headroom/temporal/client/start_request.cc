#include "headroom/temporal/client/start_request.h"

#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/uuid.h"
#include "headroom/temporal/common/options_proto.h"

namespace temporal::detail {
namespace {

void check(const start_workflow_input& input) {
  const auto& options = input.options.get();
  if (options.id.empty()) throw configuration_error("starting " + input.workflow_type + ": start_options has no id");
  if (options.task_queue.empty()) {
    throw configuration_error("starting " + input.workflow_type + ": start_options has no task_queue");
  }
}

template <class Request>
void fill_timeouts(const start_options::values& options, Request& request) {
  if (options.execution_timeout) write_proto(*options.execution_timeout, *request.mutable_workflow_execution_timeout());
  if (options.run_timeout) write_proto(*options.run_timeout, *request.mutable_workflow_run_timeout());
  if (options.task_timeout) write_proto(*options.task_timeout, *request.mutable_workflow_task_timeout());
  if (options.start_delay) write_proto(*options.start_delay, *request.mutable_workflow_start_delay());
}

template <class Request>
void fill_policies(const start_options::values& options, Request& request) {
  request.set_workflow_id_reuse_policy(static_cast<api::enums::v1::WorkflowIdReusePolicy>(options.reuse_policy));
  if (options.conflict_policy) {
    request.set_workflow_id_conflict_policy(
        static_cast<api::enums::v1::WorkflowIdConflictPolicy>(*options.conflict_policy));
  }
  if (options.retry) write_proto(*options.retry, *request.mutable_retry_policy());
  if (options.priority) write_proto(*options.priority, *request.mutable_priority());
  request.set_cron_schedule(options.cron_schedule);
}

template <class Request>
void fill_descriptions(const start_options::values& options, Request& request) {
  if (!options.memo.empty()) write_proto(options.memo, *request.mutable_memo()->mutable_fields());
  if (!options.attributes.empty()) {
    write_proto(write_search_attributes(options.attributes),
                *request.mutable_search_attributes()->mutable_indexed_fields());
  }
  if (options.static_summary) write_proto(*options.static_summary, *request.mutable_user_metadata()->mutable_summary());
  if (options.static_details) write_proto(*options.static_details, *request.mutable_user_metadata()->mutable_details());
}

template <class Request>
void fill(const client_core& core, const start_workflow_input& input, Request& request) {
  check(input);
  const auto& options = input.options.get();
  request.set_namespace_(core.namespace_name);
  request.set_workflow_id(options.id);
  request.mutable_workflow_type()->set_name(input.workflow_type);
  request.mutable_task_queue()->set_name(options.task_queue);
  request.set_identity(core.link->identity());
  request.set_request_id(options.request_id.empty() ? random_uuid() : options.request_id);
  set_payloads(input.arguments, [&] { return request.mutable_input(); });
  set_header(input.headers, [&] { return request.mutable_header(); });
  fill_timeouts(options, request);
  fill_policies(options, request);
  fill_descriptions(options, request);
}

}  // namespace

void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::StartWorkflowExecutionRequest& request) {
  fill(core, input, request);
}

void fill_start(const client_core& core, const start_workflow_input& input,
                api::workflowservice::v1::SignalWithStartWorkflowExecutionRequest& request) {
  fill(core, input, request);
}

}  // namespace temporal::detail
