#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/errors.h"
#include "headroom/temporal/client/patience.h"
#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/update_with_start.h"

namespace temporal::detail {
namespace {

namespace service = temporal::api::workflowservice::v1;
using temporal::api::enums::v1::UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ACCEPTED;
using temporal::api::enums::v1::UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED;
using temporal::api::enums::v1::UpdateWorkflowExecutionLifecycleStage;

std::optional<update_outcome> outcome_of(bool present, const temporal::api::update::v1::Outcome& outcome) {
  if (!present) return std::nullopt;
  if (outcome.has_failure()) return update_outcome{null_payload(), read_failure(outcome.failure())};
  return update_outcome{single_result(outcome.success()), nullptr};
}

service::UpdateWorkflowExecutionResponse send(const client_core& core, const update_workflow_input& input,
                                              const call_options& options) {
  if (input.with_start) return send_update_with_start(core, input, options);
  service::UpdateWorkflowExecutionRequest request;
  fill_update(core, input, request);
  return core.call<service::UpdateWorkflowExecutionResponse>("UpdateWorkflowExecution", std::move(request), options);
}

// The server gives up waiting for a worker after some time; the update is not durable before it is accepted, so it is
// sent again until it is. Its id makes that the same update.
service::UpdateWorkflowExecutionResponse send_until_durable(const client_core& core, const update_workflow_input& input,
                                                            patience& wait) {
  for (;;) {
    try {
      auto response = send(core, input, wait.next_call());
      wait.answered();
      if (response.has_outcome() || response.stage() >= UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ACCEPTED ||
          input.wait_for == update_stage::admitted) {
        return response;
      }
    } catch (const rpc_error& error) {
      wait.endure(error);
    }
  }
}

}  // namespace

void fill_update(const client_core& core, const update_workflow_input& input,
                 service::UpdateWorkflowExecutionRequest& request) {
  request.set_namespace_(core.namespace_name);
  set_execution(input.target, *request.mutable_workflow_execution());
  request.set_first_execution_run_id(input.first_execution_run_id);
  request.mutable_wait_policy()->set_lifecycle_stage(
      static_cast<UpdateWorkflowExecutionLifecycleStage>(input.wait_for));
  auto& update = *request.mutable_request();
  update.mutable_meta()->set_update_id(input.update_id);
  update.mutable_meta()->set_identity(core.link->identity());
  update.mutable_input()->set_name(input.update.name);
  set_payloads(input.update.arguments, [&] { return update.mutable_input()->mutable_args(); });
  set_header(input.update.headers, [&] { return update.mutable_input()->mutable_header(); });
}

update_workflow_output update_workflow(const client_core& core, const update_workflow_input& input) {
  patience wait(input.wait, "update " + input.update.name + " of workflow " + input.target.workflow_id);
  const auto response = send_until_durable(core, input, wait);
  const auto& reference = response.update_ref().workflow_execution();
  update_workflow_output output{{input.target.workflow_id, reference.run_id()},
                                outcome_of(response.has_outcome(), response.outcome())};
  if (!output.outcome && input.wait_for == update_stage::completed) {
    output.outcome = poll_update(core, output.target, input.update_id, input.wait);
  }
  return output;
}

update_outcome poll_update(const client_core& core, const workflow_execution& target, const std::string& update_id,
                           const wait_options& options) {
  service::PollWorkflowExecutionUpdateRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_update_ref()->mutable_workflow_execution());
  request.mutable_update_ref()->set_update_id(update_id);
  request.set_identity(core.link->identity());
  request.mutable_wait_policy()->set_lifecycle_stage(UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED);
  patience wait(options, "update " + update_id + " of workflow " + target.workflow_id);
  for (;;) {
    try {
      const auto response = core.call<service::PollWorkflowExecutionUpdateResponse>("PollWorkflowExecutionUpdate",
                                                                                    request, wait.next_call());
      wait.answered();
      if (auto outcome = outcome_of(response.has_outcome(), response.outcome())) return *outcome;
    } catch (const rpc_error& error) {
      wait.endure(error);
    }
  }
}

}  // namespace temporal::detail
