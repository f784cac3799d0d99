#pragma once

#include <memory>
#include <string>
#include <utility>

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal {

// The workflow id is taken, by a running workflow or by one that the id reuse policy protects.
class workflow_already_started_error : public rpc_error {
 public:
  workflow_already_started_error(const rpc_error& base, std::string run_id)
      : rpc_error(base), run_id_(std::move(run_id)) {}
  // The run that holds the id.
  [[nodiscard]] const std::string& run_id() const { return run_id_; }

 private:
  std::string run_id_;
};

// No such workflow, run, activity, schedule or update; or it has ended already where a running one is needed.
class not_found_error : public rpc_error {
 public:
  explicit not_found_error(const rpc_error& base) : rpc_error(base) {}
};

class namespace_not_found_error : public not_found_error {
 public:
  namespace_not_found_error(const rpc_error& base, std::string name) : not_found_error(base), name_(std::move(name)) {}
  [[nodiscard]] const std::string& namespace_name() const { return name_; }

 private:
  std::string name_;
};

class schedule_already_exists_error : public rpc_error {
 public:
  explicit schedule_already_exists_error(const rpc_error& base) : rpc_error(base) {}
};

// An error with a Temporal failure behind it, which came from the workflow's side; `what` is followed by its message.
class error_with_cause : public sdk_error {
 public:
  error_with_cause(const std::string& what, std::shared_ptr<const failure> cause)
      : sdk_error(what + ": " + cause->what()), cause_(std::move(cause)) {}
  // With its own chain of causes.
  [[nodiscard]] const failure& cause() const { return *cause_; }

 private:
  std::shared_ptr<const failure> cause_;
};

// The workflow did not complete: its cause is an application, cancelled, terminated, timeout, activity or child
// failure.
class workflow_failed_error : public error_with_cause {
 public:
  using error_with_cause::error_with_cause;
};

// The update was rejected by its validator, or its handler failed.
class update_failed_error : public error_with_cause {
 public:
  using error_with_cause::error_with_cause;
};

// The query handler threw, or there is none of that name.
class query_failed_error : public error_with_cause {
 public:
  using error_with_cause::error_with_cause;
};

// The workflow has continued as a new run, and the handle was asked not to follow it.
class workflow_continued_as_new_error : public sdk_error {
 public:
  explicit workflow_continued_as_new_error(std::string new_run_id)
      : sdk_error("the workflow continued as new in run " + new_run_id), new_run_id_(std::move(new_run_id)) {}
  [[nodiscard]] const std::string& new_run_id() const { return new_run_id_; }

 private:
  std::string new_run_id_;
};

// A query was not asked because of its reject condition.
class query_rejected_error : public sdk_error {
 public:
  explicit query_rejected_error(std::string status)
      : sdk_error("the query was rejected: the workflow's status is " + status), status_(std::move(status)) {}
  [[nodiscard]] const std::string& status() const { return status_; }  // "COMPLETED", "FAILED", ...

 private:
  std::string status_;
};

// The caller's own deadline passed while waiting for a result. The workflow is not affected.
class wait_timeout_error : public sdk_error {
 public:
  using sdk_error::sdk_error;
};

// A heartbeat of an activity that is completed from elsewhere says that the activity should stop.
class async_activity_cancelled_error : public sdk_error {
 public:
  using sdk_error::sdk_error;
};

}  // namespace temporal
