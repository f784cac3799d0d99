#include "headroom/temporal/client/async_activity.h"

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/request_parts.h"

namespace temporal {
namespace {

namespace service = temporal::api::workflowservice::v1;
using target_name = std::variant<std::string, activity_reference>;

template <class Request>
Request by_token(const detail::client_core& core, const std::string& task_token) {
  Request request;
  request.set_namespace_(core.namespace_name);
  request.set_identity(core.link->identity());
  request.set_task_token(task_token);
  return request;
}

template <class Request>
Request by_id(const detail::client_core& core, const activity_reference& which) {
  Request request;
  request.set_namespace_(core.namespace_name);
  request.set_identity(core.link->identity());
  request.set_workflow_id(which.workflow_id);
  request.set_run_id(which.run_id);
  request.set_activity_id(which.activity_id);
  return request;
}

// One call in its two forms, which differ in how they name the activity.
template <class TokenRequest, class TokenResponse, class IdRequest, class IdResponse, class Fill>
std::string send(const detail::client_core& core, const target_name& target, const std::string& name, Fill fill) {
  if (const auto* token = std::get_if<std::string>(&target)) {
    auto request = by_token<TokenRequest>(core, *token);
    fill(request);
    return core.call<TokenResponse>(name, std::move(request)).SerializeAsString();
  }
  auto request = by_id<IdRequest>(core, std::get<activity_reference>(target));
  fill(request);
  return core.call<IdResponse>(name + "ById", std::move(request)).SerializeAsString();
}

}  // namespace

void async_activity::complete_with(payload result) const {
  send<service::RespondActivityTaskCompletedRequest, service::RespondActivityTaskCompletedResponse,
       service::RespondActivityTaskCompletedByIdRequest, service::RespondActivityTaskCompletedByIdResponse>(
      *core_, target_, "RespondActivityTaskCompleted",
      [&](auto& request) { detail::write_proto(result, *request.mutable_result()->add_payloads()); });
}

void async_activity::fail(const failure& why) const {
  send<service::RespondActivityTaskFailedRequest, service::RespondActivityTaskFailedResponse,
       service::RespondActivityTaskFailedByIdRequest, service::RespondActivityTaskFailedByIdResponse>(
      *core_, target_, "RespondActivityTaskFailed",
      [&](auto& request) { detail::write_failure(why, core_->converters.attributes, *request.mutable_failure()); });
}

void async_activity::report_cancelled_with(payload_list details) const {
  send<service::RespondActivityTaskCanceledRequest, service::RespondActivityTaskCanceledResponse,
       service::RespondActivityTaskCanceledByIdRequest, service::RespondActivityTaskCanceledByIdResponse>(
      *core_, target_, "RespondActivityTaskCanceled",
      [&](auto& request) { detail::set_payloads(details, [&] { return request.mutable_details(); }); });
}

void async_activity::heartbeat_with(payload_list details) const {
  // Both answers have the same fields under the same numbers.
  const std::string bytes =
      send<service::RecordActivityTaskHeartbeatRequest, service::RecordActivityTaskHeartbeatResponse,
           service::RecordActivityTaskHeartbeatByIdRequest, service::RecordActivityTaskHeartbeatByIdResponse>(
          *core_, target_, "RecordActivityTaskHeartbeat",
          [&](auto& request) { detail::set_payloads(details, [&] { return request.mutable_details(); }); });
  service::RecordActivityTaskHeartbeatResponse response;
  response.ParseFromString(bytes);
  if (response.cancel_requested()) throw async_activity_cancelled_error("the activity was asked to cancel");
  if (response.activity_paused()) throw async_activity_cancelled_error("the activity was paused");
  if (response.activity_reset()) throw async_activity_cancelled_error("the activity was reset");
}

}  // namespace temporal
