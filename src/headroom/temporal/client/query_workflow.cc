#include "temporal/api/errordetails/v1/message.pb.h"
#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/enum_names.h"
#include "headroom/temporal/client/error_details.h"
#include "headroom/temporal/client/errors.h"
#include "headroom/temporal/client/request_parts.h"

namespace temporal::detail {
namespace {

namespace service = temporal::api::workflowservice::v1;

service::QueryWorkflowRequest request_of(const client_core& core, const query_workflow_input& input) {
  service::QueryWorkflowRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(input.target, *request.mutable_execution());
  request.mutable_query()->set_query_type(input.query.name);
  set_payloads(input.query.arguments, [&] { return request.mutable_query()->mutable_query_args(); });
  set_header(input.query.headers, [&] { return request.mutable_query()->mutable_header(); });
  request.set_query_reject_condition(static_cast<api::enums::v1::QueryRejectCondition>(input.reject));
  return request;
}

// A handler that failed is an RPC error on the wire; its failure lies in the details, or only in the message.
[[noreturn]] void throw_query_failed(const client_core& core, const rpc_error& error, const std::string& query) {
  auto found = find_detail<api::errordetails::v1::QueryFailedFailure>(error.details());
  if (found && found->has_failure()) {
    decode_payloads(core.converters.codec.get(), *found->mutable_failure());
    throw query_failed_error("query " + query + " failed", read_failure(found->failure()));
  }
  throw query_failed_error("query " + query + " failed", std::make_shared<const failure>(error.message()));
}

}  // namespace

payload query_workflow(const client_core& core, const query_workflow_input& input) {
  try {
    const auto response = core.call<service::QueryWorkflowResponse>("QueryWorkflow", request_of(core, input));
    if (response.has_query_rejected()) {
      throw query_rejected_error(
          short_name(api::enums::v1::WorkflowExecutionStatus_Name(response.query_rejected().status()),
                     "WORKFLOW_EXECUTION_STATUS_"));
    }
    return single_result(response.query_result());
  } catch (const rpc_error& error) {
    if (error.code() != rpc_code::invalid_argument) throw;
    throw_query_failed(core, error, input.query.name);
  }
}

}  // namespace temporal::detail
