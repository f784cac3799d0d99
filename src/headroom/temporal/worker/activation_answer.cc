#include "headroom/temporal/worker/activation_answer.h"

#include <utility>

#include "headroom/temporal/worker/plain_completion.h"

namespace temporal::detail {

activation_answer::~activation_answer() { fail("the SDK gave no answer to this activation"); }

bool activation_answer::complete(std::string_view completion) {
  if (answered_.test_and_set()) return false;
  core_.complete_workflow(completion, std::move(kept_));
  return true;
}

bool activation_answer::fail(std::string_view message) { return complete(failed_completion(run_id_, message)); }

bool activation_answer::complete_empty() { return complete(empty_completion(run_id_)); }

}  // namespace temporal::detail
