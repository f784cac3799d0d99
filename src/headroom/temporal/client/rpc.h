#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/client/connection.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {

// One typed RPC. `Response` and `request` are the protobuf messages of that RPC.
template <class Response, class Request>
[[nodiscard]] Response rpc(const connection& to, tcb_service service, std::string_view name, const Request& request,
                           const call_options& options = {}) {
  Response response;
  if (!response.ParseFromString(to.call(service, name, request.SerializeAsString(), options))) {
    throw bridge_error(std::string(name) + ": the answer is no " + response.GetTypeName());
  }
  return response;
}

// The WorkflowService's, which nearly all are.
template <class Response, class Request>
[[nodiscard]] Response workflow_rpc(const connection& to, std::string_view name, const Request& request,
                                    const call_options& options = {}) {
  return rpc<Response>(to, TCB_SERVICE_WORKFLOW, name, request, options);
}

}  // namespace temporal::detail
