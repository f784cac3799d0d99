#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"

namespace temporal::api::failure::v1 {
class Failure;
}

// Temporal's failures as exceptions. A failure that leaves a workflow ends it; any other exception only fails the
// workflow task, which is retried until the code is mended.
namespace temporal {

enum class retry_state : std::uint8_t {
  unspecified,
  in_progress,
  non_retryable_failure,
  timeout,
  maximum_attempts_reached,
  retry_policy_not_set,
  internal_server_error,
  cancel_requested,
  other,
};
enum class timeout_type : std::uint8_t {
  unspecified,
  start_to_close,
  schedule_to_start,
  schedule_to_close,
  heartbeat,
  other
};

// The names of the protocol without their prefix ("MAXIMUM_ATTEMPTS_REACHED"); empty for unspecified and other.
[[nodiscard]] std::string_view to_string(retry_state s);
[[nodiscard]] std::string_view to_string(timeout_type t);

// The root of all failures, and by itself a failure of a kind that this SDK does not know.
class failure : public std::runtime_error {
 public:
  explicit failure(const std::string& message) : std::runtime_error(message) {}

  [[nodiscard]] std::string message() const { return what(); }
  [[nodiscard]] const std::string& stack_trace() const { return stack_trace_; }
  // What this failure was caused by; nullptr at the end of the chain.
  [[nodiscard]] const failure* cause() const { return cause_.get(); }
  [[nodiscard]] std::shared_ptr<const failure> shared_cause() const { return cause_; }

  // Throws a copy of this very type: how a failure kept for later is raised.
  [[noreturn]] virtual void raise() const { throw *this; }
  [[nodiscard]] virtual std::shared_ptr<failure> clone() const;

  // Where it came from a server or another worker, the failure as received: thrown again, it is sent on unchanged.
  [[nodiscard]] const std::shared_ptr<const api::failure::v1::Failure>& proto() const { return proto_; }

  void set_cause(std::shared_ptr<const failure> cause) {
    cause_ = std::move(cause);
    proto_.reset();
  }
  void set_stack_trace(std::string text) { stack_trace_ = std::move(text); }
  void set_proto(std::shared_ptr<const api::failure::v1::Failure> proto) { proto_ = std::move(proto); }

 private:
  std::string stack_trace_;
  std::shared_ptr<const failure> cause_;
  std::shared_ptr<const api::failure::v1::Failure> proto_;
};

namespace detail {
// Implements raise and clone for a failure type, in failure.cc for every type below.
template <class Self>
class failure_base : public failure {
 public:
  [[noreturn]] void raise() const override;
  [[nodiscard]] std::shared_ptr<failure> clone() const override;

 private:
  friend Self;
  explicit failure_base(const std::string& message) : failure(message) {}
};
}  // namespace detail

// What user code throws: throw application_failure("not approved").type("Rejected").non_retryable();
class application_failure final : public detail::failure_base<application_failure> {
 public:
  explicit application_failure(const std::string& message) : failure_base(message) {}

  application_failure& type(std::string name) {
    type_ = std::move(name);
    return *this;
  }
  application_failure& non_retryable(bool yes = true) {
    non_retryable_ = yes;
    return *this;
  }
  // An expected failure: logged at debug level and not counted as an error.
  application_failure& benign(bool yes = true) {
    benign_ = yes;
    return *this;
  }
  // Overrides the retry policy's next interval (activities only).
  application_failure& next_retry_delay(duration d) {
    next_retry_delay_ = d;
    return *this;
  }
  application_failure& cause_by(const failure& f) {
    set_cause(f.clone());
    return *this;
  }
  template <class... A>
    requires(sizeof...(A) > 0)
  application_failure& details(const A&... values) {
    details_ = to_payloads(values...);
    return *this;
  }
  application_failure& raw_details(payload_list values) {
    details_ = std::move(values);
    return *this;
  }

  [[nodiscard]] const std::string& type() const { return type_; }
  [[nodiscard]] bool is_non_retryable() const { return non_retryable_; }
  [[nodiscard]] bool is_benign() const { return benign_; }
  [[nodiscard]] std::optional<duration> next_retry_delay() const { return next_retry_delay_; }
  [[nodiscard]] const payload_list& details() const { return details_; }

 private:
  std::string type_;
  payload_list details_;
  std::optional<duration> next_retry_delay_;
  bool non_retryable_ = false;
  bool benign_ = false;
};

// The scope, the workflow or the activity was cancelled.
class cancelled_failure final : public detail::failure_base<cancelled_failure> {
 public:
  explicit cancelled_failure(const std::string& message = "cancelled", payload_list details = {})
      : failure_base(message), details_(std::move(details)) {}
  [[nodiscard]] const payload_list& details() const { return details_; }

 private:
  payload_list details_;
};

class timeout_failure final : public detail::failure_base<timeout_failure> {
 public:
  timeout_failure(const std::string& message, timeout_type type, payload_list last_heartbeat_details = {})
      : failure_base(message), type_(type), last_heartbeat_details_(std::move(last_heartbeat_details)) {}
  [[nodiscard]] timeout_type type() const { return type_; }
  [[nodiscard]] const payload_list& last_heartbeat_details() const { return last_heartbeat_details_; }

 private:
  timeout_type type_;
  payload_list last_heartbeat_details_;
};

class terminated_failure final : public detail::failure_base<terminated_failure> {
 public:
  explicit terminated_failure(const std::string& message) : failure_base(message) {}
};

class server_failure final : public detail::failure_base<server_failure> {
 public:
  explicit server_failure(const std::string& message, bool non_retryable = false)
      : failure_base(message), non_retryable_(non_retryable) {}
  [[nodiscard]] bool is_non_retryable() const { return non_retryable_; }

 private:
  bool non_retryable_;
};

// An activity ended badly; cause() says how.
class activity_failure final : public detail::failure_base<activity_failure> {
 public:
  struct where {
    std::string activity_type;
    std::string activity_id;
    std::int64_t scheduled_event_id = 0;
    std::int64_t started_event_id = 0;
    std::string identity;
    temporal::retry_state retry_state = temporal::retry_state::unspecified;
  };
  activity_failure(const std::string& message, where w) : failure_base(message), where_(std::move(w)) {}
  [[nodiscard]] const std::string& activity_type() const { return where_.activity_type; }
  [[nodiscard]] const std::string& activity_id() const { return where_.activity_id; }
  [[nodiscard]] std::int64_t scheduled_event_id() const { return where_.scheduled_event_id; }
  [[nodiscard]] std::int64_t started_event_id() const { return where_.started_event_id; }
  [[nodiscard]] const std::string& identity() const { return where_.identity; }
  [[nodiscard]] temporal::retry_state retry_state() const { return where_.retry_state; }

 private:
  where where_;
};

// A child workflow ended badly; cause() says how.
class child_workflow_failure final : public detail::failure_base<child_workflow_failure> {
 public:
  struct where {
    std::string workflow_namespace;
    std::string workflow_id;
    std::string run_id;
    std::string workflow_type;
    std::int64_t initiated_event_id = 0;
    std::int64_t started_event_id = 0;
    temporal::retry_state retry_state = temporal::retry_state::unspecified;
  };
  child_workflow_failure(const std::string& message, where w) : failure_base(message), where_(std::move(w)) {}
  [[nodiscard]] const std::string& workflow_namespace() const { return where_.workflow_namespace; }
  [[nodiscard]] const std::string& workflow_id() const { return where_.workflow_id; }
  [[nodiscard]] const std::string& run_id() const { return where_.run_id; }
  [[nodiscard]] const std::string& workflow_type() const { return where_.workflow_type; }
  [[nodiscard]] std::int64_t initiated_event_id() const { return where_.initiated_event_id; }
  [[nodiscard]] std::int64_t started_event_id() const { return where_.started_event_id; }
  [[nodiscard]] temporal::retry_state retry_state() const { return where_.retry_state; }

 private:
  where where_;
};

// A workflow could not start because its id is taken: a child's start, or the client's.
class workflow_already_started final : public detail::failure_base<workflow_already_started> {
 public:
  workflow_already_started(std::string workflow_id, std::string workflow_type, std::string run_id = {});
  [[nodiscard]] const std::string& workflow_id() const { return workflow_id_; }
  [[nodiscard]] const std::string& workflow_type() const { return workflow_type_; }
  [[nodiscard]] const std::string& run_id() const { return run_id_; }  // empty where the server did not say

 private:
  std::string workflow_id_;
  std::string workflow_type_;
  std::string run_id_;
};

// Made once, in failure.cc, and not in every file that includes this.
extern template class detail::failure_base<application_failure>;
extern template class detail::failure_base<cancelled_failure>;
extern template class detail::failure_base<timeout_failure>;
extern template class detail::failure_base<terminated_failure>;
extern template class detail::failure_base<server_failure>;
extern template class detail::failure_base<activity_failure>;
extern template class detail::failure_base<child_workflow_failure>;
extern template class detail::failure_base<workflow_already_started>;

// True for a cancelled_failure, and for an activity or child failure caused by one.
[[nodiscard]] bool is_cancellation(const failure& f);
[[nodiscard]] bool is_cancellation(const std::exception_ptr& e);

// The first failure of type F in the chain, f itself included; nullptr when there is none.
template <class F>
[[nodiscard]] const F* find_failure(const failure& f) {
  for (const failure* at = &f; at != nullptr; at = at->cause()) {
    if (const auto* found = dynamic_cast<const F*>(at)) return found;
  }
  return nullptr;
}

}  // namespace temporal
