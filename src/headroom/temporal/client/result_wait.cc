#include "headroom/temporal/client/result_wait.h"

#include <variant>

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/errors.h"
#include "headroom/temporal/client/patience.h"
#include "headroom/temporal/client/request_parts.h"

namespace temporal::detail {
namespace {

namespace service = temporal::api::workflowservice::v1;
using temporal::api::history::v1::HistoryEvent;

service::GetWorkflowExecutionHistoryRequest request_of(const client_core& core, const workflow_execution& target) {
  service::GetWorkflowExecutionHistoryRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_execution());
  request.set_wait_new_event(true);
  request.set_skip_archival(true);
  request.set_history_event_filter_type(api::enums::v1::HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT);
  return request;
}

// Long-polls until the server has the event that closed the run.
HistoryEvent closing_event(const client_core& core, const workflow_execution& target, patience& wait) {
  auto request = request_of(core, target);
  for (;;) {
    try {
      const auto response = core.call<service::GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory",
                                                                                    request, wait.next_call());
      wait.answered();
      const auto& events = response.history().events();
      if (!events.empty()) return events[events.size() - 1];
      request.set_next_page_token(response.next_page_token());
    } catch (const rpc_error& error) {
      wait.endure(error);
    }
  }
}

[[noreturn]] void throw_failed(std::shared_ptr<const failure> cause) {
  throw workflow_failed_error("the workflow failed", std::move(cause));
}

[[noreturn]] void throw_terminated(const api::history::v1::WorkflowExecutionTerminatedEventAttributes& how) {
  const std::string& reason = how.reason();
  throw_failed(std::make_shared<const terminated_failure>(reason.empty() ? "workflow terminated" : reason));
}

[[noreturn]] void throw_cancelled(const api::history::v1::WorkflowExecutionCanceledEventAttributes& how) {
  throw_failed(std::make_shared<const cancelled_failure>("workflow cancelled", read_proto(how.details().payloads())));
}

// The run in which a closed run goes on; empty when the workflow ends with it.
std::string successor_of(const HistoryEvent& event) {
  using namespace temporal::api::enums::v1;
  switch (event.event_type()) {
    case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED:
      return event.workflow_execution_completed_event_attributes().new_execution_run_id();
    case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED:
      return event.workflow_execution_failed_event_attributes().new_execution_run_id();
    case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT:
      return event.workflow_execution_timed_out_event_attributes().new_execution_run_id();
    case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW:
      return event.workflow_execution_continued_as_new_event_attributes().new_execution_run_id();
    default:
      return {};
  }
}

payload result_of(const HistoryEvent& event) {
  using namespace temporal::api::enums::v1;
  switch (event.event_type()) {
    case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED:
      return single_result(event.workflow_execution_completed_event_attributes().result());
    case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED:
      throw_failed(read_failure(event.workflow_execution_failed_event_attributes().failure()));
    case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED:
      throw_cancelled(event.workflow_execution_canceled_event_attributes());
    case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED:
      throw_terminated(event.workflow_execution_terminated_event_attributes());
    case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT:
      throw_failed(std::make_shared<const timeout_failure>("workflow timed out", timeout_type::start_to_close));
    case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW:
      throw workflow_continued_as_new_error(
          event.workflow_execution_continued_as_new_event_attributes().new_execution_run_id());
    default:
      throw bridge_error("the server closed the workflow with event " + EventType_Name(event.event_type()));
  }
}

}  // namespace

payload wait_for_result(const client_core& core, workflow_execution target, follow_runs follow,
                        const wait_options& options) {
  patience wait(options, "result of workflow " + target.workflow_id);
  for (;;) {
    const auto event = closing_event(core, target, wait);
    target.run_id = successor_of(event);
    if (follow == follow_runs::no || target.run_id.empty()) return result_of(event);
  }
}

}  // namespace temporal::detail
