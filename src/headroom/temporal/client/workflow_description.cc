#include "headroom/temporal/client/workflow_description.h"

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/enum_names.h"
#include "headroom/temporal/client/execution_calls.h"
#include "headroom/temporal/client/request_parts.h"
#include "headroom/temporal/client/summary_reader.h"

namespace temporal {

std::string_view to_string(workflow_status status) {
  constexpr std::string_view names[] = {"UNSPECIFIED", "RUNNING",          "COMPLETED", "FAILED", "CANCELED",
                                        "TERMINATED",  "CONTINUED_AS_NEW", "TIMED_OUT", "PAUSED"};
  const auto index = static_cast<std::size_t>(status);
  return index < std::size(names) ? names[index] : names[0];
}

namespace detail {
namespace {

namespace service = temporal::api::workflowservice::v1;
using temporal::api::workflow::v1::PendingActivityInfo;

std::optional<duration> timeout_of(const google::protobuf::Duration& value) {
  const duration length = read_proto(value);
  return length > duration::zero() ? std::optional(length) : std::nullopt;
}

pending_activity read(const PendingActivityInfo& from) {
  pending_activity to;
  to.activity_id = from.activity_id();
  to.activity_type = from.activity_type().name();
  to.state = short_name(api::enums::v1::PendingActivityState_Name(from.state()), "PENDING_ACTIVITY_STATE_");
  to.attempt = from.attempt();
  to.attempts_max = from.maximum_attempts();
  if (from.has_last_failure()) to.last_failure_message = from.last_failure().message();
  to.heartbeat_details = read_proto(from.heartbeat_details().payloads());
  to.last_worker_identity = from.last_worker_identity();
  return to;
}

}  // namespace

workflow_description describe(const client_core& core, const workflow_execution& target) {
  service::DescribeWorkflowExecutionRequest request;
  request.set_namespace_(core.namespace_name);
  set_execution(target, *request.mutable_execution());
  const auto response =
      core.call<service::DescribeWorkflowExecutionResponse>("DescribeWorkflowExecution", std::move(request));
  const auto& config = response.execution_config();
  workflow_description out;
  out.summary = read_summary(response.workflow_execution_info());
  out.execution_timeout = timeout_of(config.workflow_execution_timeout());
  out.run_timeout = timeout_of(config.workflow_run_timeout());
  out.task_timeout = timeout_of(config.default_workflow_task_timeout());
  if (config.user_metadata().has_summary()) out.static_summary = read_proto(config.user_metadata().summary());
  if (config.user_metadata().has_details()) out.static_details = read_proto(config.user_metadata().details());
  for (const auto& activity : response.pending_activities()) out.pending_activities.push_back(read(activity));
  for (const auto& child : response.pending_children())
    out.pending_children.push_back({child.workflow_id(), child.run_id()});
  return out;
}

}  // namespace detail
}  // namespace temporal
