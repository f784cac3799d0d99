#include "headroom/temporal/client/rpc_failure.h"

#include <temporal/api/errordetails/v1/message.pb.h>

#include "headroom/temporal/client/error_details.h"
#include "headroom/temporal/client/errors.h"

namespace temporal::detail {
namespace {

namespace details = temporal::api::errordetails::v1;

rpc_error error_of(const bridge_event& event, const std::string& what) {
  const auto number = event.grpc_code();
  const auto code = number >= 1 && number <= 16 ? static_cast<rpc_code>(number) : rpc_code::unknown;
  return {code, std::string(event.error()), std::string(event.details()), what};
}

}  // namespace

void throw_rpc_error(const rpc_error& error) {
  switch (error.code()) {
    case rpc_code::deadline_exceeded:
      throw rpc_timeout_error(error);
    case rpc_code::already_exists:
      if (const auto found = find_detail<details::WorkflowExecutionAlreadyStartedFailure>(error.details())) {
        throw workflow_already_started_error(error, found->run_id());
      }
      break;
    case rpc_code::not_found:
      if (const auto found = find_detail<details::NamespaceNotFoundFailure>(error.details())) {
        throw namespace_not_found_error(error, found->namespace_());
      }
      throw not_found_error(error);
    default:
      break;
  }
  throw error;
}

void throw_if_failed(const bridge_event& event, const std::string& what) {
  switch (event.status()) {
    case TCB_OK:
      return;
    case TCB_GRPC:
      throw_rpc_error(error_of(event, what));
    case TCB_CANCELLED:
      throw rpc_cancelled_error(rpc_code::cancelled, "the call was cancelled", "", what);
    default:
      throw bridge_error(what + ": " + std::string(event.error()));
  }
}

}  // namespace temporal::detail
