#include "headroom/temporal/worker/activation_answer.h"

#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

namespace temporal::detail {
namespace {
using completion_message = coresdk::workflow_completion::WorkflowActivationCompletion;
}

activation_answer::~activation_answer() { fail("the SDK gave no answer to this activation"); }

bool activation_answer::complete(std::string_view completion) {
  if (answered_.test_and_set()) return false;
  core_.complete_workflow(completion, std::move(kept_));
  return true;
}

bool activation_answer::fail(std::string_view message) {
  completion_message completion;
  completion.set_run_id(run_id_);
  auto& failure = *completion.mutable_failed()->mutable_failure();
  failure.set_message(std::string(message));
  failure.set_source("CppSDK");
  failure.mutable_application_failure_info();
  return complete(completion.SerializeAsString());
}

bool activation_answer::complete_empty() {
  completion_message completion;
  completion.set_run_id(run_id_);
  completion.mutable_successful();
  return complete(completion.SerializeAsString());
}

}  // namespace temporal::detail
