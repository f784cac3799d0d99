#include "headroom/temporal/client/update_with_start.h"

#include "temporal/api/errordetails/v1/message.pb.h"

#include "headroom/temporal/client/error_details.h"
#include "headroom/temporal/client/rpc_failure.h"
#include "headroom/temporal/client/start_request.h"

namespace temporal::detail {
namespace {

namespace service = temporal::api::workflowservice::v1;
using temporal::api::failure::v1::MultiOperationExecutionAborted;

// The part that failed by itself says why; the other parts were merely aborted with it.
[[noreturn]] void throw_part_that_failed(const rpc_error& error) {
  const auto found = find_detail<api::errordetails::v1::MultiOperationExecutionFailure>(error.details());
  if (!found) throw_rpc_error(error);
  for (const auto& part : found->statuses()) {
    const bool aborted = part.details_size() > 0 && part.details(0).Is<MultiOperationExecutionAborted>();
    if (part.code() == 0 || aborted) continue;
    google::rpc::Status status;
    status.set_code(part.code());
    status.set_message(part.message());
    *status.mutable_details() = part.details();
    throw_rpc_error(
        {static_cast<rpc_code>(part.code()), part.message(), status.SerializeAsString(), "ExecuteMultiOperation"});
  }
  throw_rpc_error(error);
}

}  // namespace

service::UpdateWorkflowExecutionResponse send_update_with_start(const client_core& core,
                                                                const update_workflow_input& input,
                                                                const call_options& options) {
  service::ExecuteMultiOperationRequest request;
  request.set_namespace_(core.namespace_name);
  fill_start(core, *input.with_start, *request.add_operations()->mutable_start_workflow());
  fill_update(core, input, *request.add_operations()->mutable_update_workflow());
  try {
    auto response =
        core.call<service::ExecuteMultiOperationResponse>("ExecuteMultiOperation", std::move(request), options);
    if (response.responses_size() != 2) throw bridge_error("ExecuteMultiOperation: the answer has not two parts");
    auto& update = *response.mutable_responses(1)->mutable_update_workflow();
    update.mutable_update_ref()->mutable_workflow_execution()->set_run_id(
        response.responses(0).start_workflow().run_id());
    return update;
  } catch (const rpc_error& error) {
    throw_part_that_failed(error);
  }
}

}  // namespace temporal::detail
