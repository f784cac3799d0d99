#include <vector>

#include "temporal/api/failure/v1/message.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/failure_enums.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

using proto = api::failure::v1::Failure;

payload_list read_details(const api::common::v1::Payloads& from) { return read_proto(from.payloads()); }

std::shared_ptr<failure> read_application(const proto& from) {
  const auto& info = from.application_failure_info();
  auto out = std::make_shared<application_failure>(from.message());
  out->type(info.type()).non_retryable(info.non_retryable()).raw_details(read_details(info.details()));
  out->benign(info.category() == api::enums::v1::APPLICATION_ERROR_CATEGORY_BENIGN);
  if (info.has_next_retry_delay()) out->next_retry_delay(read_proto(info.next_retry_delay()));
  return out;
}

std::shared_ptr<failure> read_activity(const proto& from) {
  const auto& info = from.activity_failure_info();
  return std::make_shared<activity_failure>(from.message(),
                                            activity_failure::where{.activity_type = info.activity_type().name(),
                                                                    .activity_id = info.activity_id(),
                                                                    .scheduled_event_id = info.scheduled_event_id(),
                                                                    .started_event_id = info.started_event_id(),
                                                                    .identity = info.identity(),
                                                                    .retry_state = from_proto(info.retry_state())});
}

std::shared_ptr<failure> read_child(const proto& from) {
  const auto& info = from.child_workflow_execution_failure_info();
  return std::make_shared<child_workflow_failure>(
      from.message(), child_workflow_failure::where{.workflow_namespace = info.namespace_(),
                                                    .workflow_id = info.workflow_execution().workflow_id(),
                                                    .run_id = info.workflow_execution().run_id(),
                                                    .workflow_type = info.workflow_type().name(),
                                                    .initiated_event_id = info.initiated_event_id(),
                                                    .started_event_id = info.started_event_id(),
                                                    .retry_state = from_proto(info.retry_state())});
}

std::shared_ptr<failure> read_kind(const proto& from) {
  switch (from.failure_info_case()) {
    case proto::kApplicationFailureInfo:
      return read_application(from);
    case proto::kCanceledFailureInfo:
      return std::make_shared<cancelled_failure>(from.message(), read_details(from.canceled_failure_info().details()));
    case proto::kTimeoutFailureInfo:
      return std::make_shared<timeout_failure>(from.message(), from_proto(from.timeout_failure_info().timeout_type()),
                                               read_details(from.timeout_failure_info().last_heartbeat_details()));
    case proto::kTerminatedFailureInfo:
      return std::make_shared<terminated_failure>(from.message());
    case proto::kServerFailureInfo:
      return std::make_shared<server_failure>(from.message(), from.server_failure_info().non_retryable());
    case proto::kActivityFailureInfo:
      return read_activity(from);
    case proto::kChildWorkflowExecutionFailureInfo:
      return read_child(from);
    default:
      return std::make_shared<failure>(from.message());  // newer or rarer kinds
  }
}

// Puts message and stack trace back where they were encoded. Attributes that are no JSON object (another convention, or
// a codec that is not configured here) are left as they are: the failure stays usable without them.
void decode_attributes(proto& f) {
  if (!f.has_encoded_attributes()) return;
  try {
    const auto attributes = read_json_value(read_proto(f.encoded_attributes()));
    if (!attributes.is_object()) return;
    if (const auto at = attributes.find("message"); at != attributes.end() && at->is_string()) f.set_message(*at);
    if (const auto at = attributes.find("stack_trace"); at != attributes.end() && at->is_string())
      f.set_stack_trace(*at);
  } catch (const payload_error&) {
    return;
  }
}

}  // namespace

std::shared_ptr<const failure> read_failure(const proto& from) {
  // From the innermost cause outwards, without recursion: chains come from outside and can be long.
  std::vector<std::shared_ptr<proto>> chain;
  for (const proto* at = &from;; at = &at->cause()) {
    chain.push_back(std::make_shared<proto>(*at));
    if (!at->has_cause()) break;
  }
  std::shared_ptr<failure> inner;
  for (auto level = chain.rbegin(); level != chain.rend(); ++level) {
    decode_attributes(**level);
    auto out = read_kind(**level);
    out->set_stack_trace((*level)->stack_trace());
    if (inner) {
      out->set_cause(inner);
      *(*level)->mutable_cause() = *inner->proto();
    }
    out->set_proto(*level);
    inner = std::move(out);
  }
  return inner;
}

std::exception_ptr to_exception(const failure& f) {
  try {
    f.raise();
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace temporal::detail
