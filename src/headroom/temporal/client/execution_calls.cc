#include "headroom/temporal/client/execution_calls.h"

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/uuid.h"

namespace temporal::detail {
namespace {
namespace service = temporal::api::workflowservice::v1;
}

void request_cancel(const client_core& core, const workflow_execution& target, const std::string& first_run_id,
                    const std::string& reason) {
  service::RequestCancelWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_workflow_execution());
  request.set_first_execution_run_id(first_run_id);
  request.set_identity(core.link->identity());
  request.set_request_id(random_uuid());
  request.set_reason(reason);
  static_cast<void>(
      core.call<service::RequestCancelWorkflowExecutionResponse>("RequestCancelWorkflowExecution", std::move(request)));
}

void terminate(const client_core& core, const workflow_execution& target, const std::string& first_run_id,
               const std::string& reason, const payload_list& details) {
  service::TerminateWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_workflow_execution());
  request.set_first_execution_run_id(first_run_id);
  request.set_identity(core.link->identity());
  request.set_reason(reason);
  set_payloads(details, [&] { return request.mutable_details(); });
  static_cast<void>(
      core.call<service::TerminateWorkflowExecutionResponse>("TerminateWorkflowExecution", std::move(request)));
}

std::string reset(const client_core& core, const workflow_execution& target, std::int64_t workflow_task_finish_event_id,
                  const std::string& reason) {
  service::ResetWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_workflow_execution());
  request.set_workflow_task_finish_event_id(workflow_task_finish_event_id);
  request.set_reason(reason);
  request.set_request_id(random_uuid());
  request.set_identity(core.link->identity());
  return core.call<service::ResetWorkflowExecutionResponse>("ResetWorkflowExecution", std::move(request)).run_id();
}

void delete_execution(const client_core& core, const workflow_execution& target) {
  service::DeleteWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_workflow_execution());
  static_cast<void>(core.call<service::DeleteWorkflowExecutionResponse>("DeleteWorkflowExecution", std::move(request)));
}

workflow_history fetch_history(const client_core& core, const workflow_execution& target) {
  service::GetWorkflowExecutionHistoryRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_execution());
  api::history::v1::History history;
  do {
    // Not through the codec: a history is replayed as it was written.
    auto page =
        workflow_rpc<service::GetWorkflowExecutionHistoryResponse>(*core.link, "GetWorkflowExecutionHistory", request);
    history.MergeFrom(page.history());
    request.set_next_page_token(page.next_page_token());
  } while (!request.next_page_token().empty());
  return {target.workflow_id, history.SerializeAsString()};
}

}  // namespace temporal::detail
