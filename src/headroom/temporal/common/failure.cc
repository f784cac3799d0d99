#include "headroom/temporal/common/failure.h"

#include <fmt/format.h>

namespace temporal {

std::shared_ptr<failure> failure::clone() const { return std::make_shared<failure>(*this); }

template <class Self>
void detail::failure_base<Self>::raise() const {
  throw static_cast<const Self&>(*this);
}
template <class Self>
std::shared_ptr<failure> detail::failure_base<Self>::clone() const {
  return std::make_shared<Self>(static_cast<const Self&>(*this));
}
template class detail::failure_base<application_failure>;
template class detail::failure_base<cancelled_failure>;
template class detail::failure_base<timeout_failure>;
template class detail::failure_base<terminated_failure>;
template class detail::failure_base<server_failure>;
template class detail::failure_base<activity_failure>;
template class detail::failure_base<child_workflow_failure>;
template class detail::failure_base<workflow_already_started>;

std::string_view to_string(retry_state s) {
  switch (s) {
    case retry_state::in_progress:
      return "IN_PROGRESS";
    case retry_state::non_retryable_failure:
      return "NON_RETRYABLE_FAILURE";
    case retry_state::timeout:
      return "TIMEOUT";
    case retry_state::maximum_attempts_reached:
      return "MAXIMUM_ATTEMPTS_REACHED";
    case retry_state::retry_policy_not_set:
      return "RETRY_POLICY_NOT_SET";
    case retry_state::internal_server_error:
      return "INTERNAL_SERVER_ERROR";
    case retry_state::cancel_requested:
      return "CANCEL_REQUESTED";
    case retry_state::unspecified:
    case retry_state::other:
      break;
  }
  return "";
}

std::string_view to_string(timeout_type t) {
  switch (t) {
    case timeout_type::start_to_close:
      return "START_TO_CLOSE";
    case timeout_type::schedule_to_start:
      return "SCHEDULE_TO_START";
    case timeout_type::schedule_to_close:
      return "SCHEDULE_TO_CLOSE";
    case timeout_type::heartbeat:
      return "HEARTBEAT";
    case timeout_type::unspecified:
    case timeout_type::other:
      break;
  }
  return "";
}

workflow_already_started::workflow_already_started(std::string workflow_id, std::string workflow_type,
                                                   std::string run_id)
    : failure_base(fmt::format("workflow '{}' of type '{}' has already started", workflow_id, workflow_type)),
      workflow_id_(std::move(workflow_id)),
      workflow_type_(std::move(workflow_type)),
      run_id_(std::move(run_id)) {}

bool is_cancellation(const failure& f) {
  if (dynamic_cast<const cancelled_failure*>(&f) != nullptr) return true;
  const bool wrapper = dynamic_cast<const activity_failure*>(&f) != nullptr ||
                       dynamic_cast<const child_workflow_failure*>(&f) != nullptr;
  return wrapper && f.cause() != nullptr && dynamic_cast<const cancelled_failure*>(f.cause()) != nullptr;
}

bool is_cancellation(const std::exception_ptr& e) {
  if (!e) return false;
  try {
    std::rethrow_exception(e);
  } catch (const failure& f) {
    return is_cancellation(f);
  } catch (...) {
    return false;
  }
}

}  // namespace temporal
