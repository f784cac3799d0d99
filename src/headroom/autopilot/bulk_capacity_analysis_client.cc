#include "headroom/autopilot/bulk_capacity_analysis_client.h"

#include <chrono>
#include <fmt/format.h>
#include <unistd.h>

#include "headroom/autopilot/bulk_capacity_analysis_workflow.h"
#include "headroom/temporal/common/value.h"

namespace headroom::autopilot {
namespace {

// Tells people when it began; the process number keeps two that begin together apart.
std::string new_workflow_id() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
  return fmt::format("headroom/analysis/{}-{}", to_rfc3339(ms), ::getpid());
}

// The deepest cause says what happened; what is around it says where.
std::string innermost_message(const temporal::failure& outer) {
  const temporal::failure* at = &outer;
  while (at->cause() != nullptr) at = at->cause();
  return at->message();
}

}  // namespace

bulk_capacity_analysis_client::bulk_capacity_analysis_client(temporal::client on, std::string task_queue)
    : client_(std::move(on)), task_queue_(std::move(task_queue)) {}

temporal::workflow_handle bulk_capacity_analysis_client::start(const bulk_analysis_request& request,
                                                               std::string workflow_id) const {
  if (workflow_id.empty()) workflow_id = new_workflow_id();
  const auto options = temporal::start_options{}.id(std::move(workflow_id)).task_queue(task_queue_);
  const json argument = json::parse(to_json_value(request).dump());
  if (argument.empty()) return client_.start(bulk_capacity_analysis_type, options);
  return client_.start(bulk_capacity_analysis_type, options, temporal::value(argument));
}

result<bulk_analysis> bulk_capacity_analysis_client::wait_for(const temporal::workflow_handle& run,
                                                              const temporal::wait_options& wait) const {
  try {
    const temporal::payload payload = run.result_payload(wait);
    const auto value = parse_json(payload.data, "the workflow's result");
    if (!value) return fail(value.error());
    return read_analysis(*value);
  } catch (const temporal::workflow_failed_error& e) {
    return fail(error_code::aborted, fmt::format("workflow {} failed: {}", run.id(), innermost_message(e.cause())));
  }
}

result<bulk_analysis> bulk_capacity_analysis_client::run(const bulk_analysis_request& request,
                                                         std::string workflow_id) const {
  return wait_for(start(request, std::move(workflow_id)));
}

}  // namespace headroom::autopilot
