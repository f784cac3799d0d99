#include "headroom/temporal/worker/plain_completion.h"

#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

namespace temporal::detail {
namespace {
using completion_message = coresdk::workflow_completion::WorkflowActivationCompletion;
}

std::string empty_completion(std::string_view run_id) {
  completion_message completion;
  completion.set_run_id(std::string(run_id));
  completion.mutable_successful();
  return completion.SerializeAsString();
}

std::string failed_completion(std::string_view run_id, std::string_view message) {
  completion_message completion;
  completion.set_run_id(std::string(run_id));
  auto& failure = *completion.mutable_failed()->mutable_failure();
  failure.set_message(std::string(message));
  failure.set_source("CppSDK");
  failure.mutable_application_failure_info();
  return completion.SerializeAsString();
}

}  // namespace temporal::detail
