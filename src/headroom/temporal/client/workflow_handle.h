#pragma once

#include <memory>
#include <string>
#include <utility>

#include "headroom/temporal/client/outbound.h"
#include "headroom/temporal/client/update_handle.h"
#include "headroom/temporal/client/wait_options.h"
#include "headroom/temporal/client/workflow_description.h"
#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/definition.h"

namespace temporal {

// A handler of a workflow class by its member: &move_money::approve.
template <class Member>
concept workflow_member = std::is_member_function_pointer_v<Member>;

struct update_options {
  std::string id;  // makes a repeated update the same update; empty: a random one
  update_stage wait_for = update_stage::completed;
  wait_options wait;
};

// One workflow execution, by id. Without a run id everything goes to the current run. A small value; it keeps the
// client's connection.
class workflow_handle {
 public:
  workflow_handle(std::shared_ptr<detail::client_core> core, workflow_execution target, std::string first_run_id)
      : core_(std::move(core)), target_(std::move(target)), first_run_id_(std::move(first_run_id)) {}

  [[nodiscard]] const std::string& id() const { return target_.workflow_id; }
  // The run that this handle is bound to; empty: whichever is current.
  [[nodiscard]] const std::string& run_id() const { return target_.run_id; }
  // The run that the start gave; empty when the handle was not made by a start.
  [[nodiscard]] const std::string& first_run_id() const { return first_run_id_; }

  // Waits for the workflow's end, over continue-as-new, retries and cron runs. Throws workflow_failed_error with the
  // failure as its cause, not_found_error, wait_timeout_error, payload_error.
  template <class Result = void>
  Result result(const wait_options& wait = {}) const {
    const payload value = result_payload(wait);
    if constexpr (!std::is_void_v<Result>) return from_payload<Result>(value);
  }
  [[nodiscard]] payload result_payload(const wait_options& wait = {}) const;
  // The end of the first (or the bound) run alone; throws workflow_continued_as_new_error when that goes on in another.
  [[nodiscard]] payload result_payload_of_run(const wait_options& wait = {}) const;

  // By name, or by the member that handles it: then the arguments are checked by the compiler.
  template <class... Arguments>
  void signal(std::string name, const Arguments&... arguments) const {
    signal_with({std::move(name), detail::any_arguments(arguments...), {}});
  }
  template <workflow_member Member, class... Arguments>
  void signal(Member handler, const Arguments&... arguments) const {
    signal_with(call_of(handler, arguments...));
  }
  void signal_with(handler_call signal) const;

  // Throws query_failed_error, query_rejected_error.
  template <class Result, class... Arguments>
  Result query(std::string name, const Arguments&... arguments) const {
    return from_payload<Result>(query_with({std::move(name), detail::any_arguments(arguments...), {}}));
  }
  template <workflow_member Member, class... Arguments>
  auto query(Member handler, const Arguments&... arguments) const {
    return from_payload<result_of<Member>>(query_with(call_of(handler, arguments...)));
  }
  [[nodiscard]] payload query_with(handler_call query, query_reject reject = query_reject::none) const;

  // Runs an update to its end. Throws update_failed_error when it is rejected or its handler fails.
  template <class Result = void, class... Arguments>
  Result update(std::string name, const Arguments&... arguments) const {
    return start_update({std::move(name), detail::any_arguments(arguments...), {}}, {}).template result<Result>();
  }
  template <workflow_member Member, class... Arguments>
  auto update(Member handler, const Arguments&... arguments) const {
    return start_update(call_of(handler, arguments...), {}).template result<result_of<Member>>();
  }
  // Sends an update and waits for the stage that the options name.
  [[nodiscard]] update_handle start_update(handler_call update, const update_options& options) const;
  // A handle of an update that was sent earlier.
  [[nodiscard]] update_handle get_update(std::string update_id) const;

  void cancel(const std::string& reason = {}) const;
  template <class... Details>
  void terminate(const std::string& reason = {}, const Details&... details) const {
    terminate_with(reason, to_payloads(details...));
  }
  void terminate_with(const std::string& reason, payload_list details) const;
  // Starts over from the workflow task that ended with that event; the id of the new run.
  std::string reset(std::int64_t workflow_task_finish_event_id, const std::string& reason) const;
  // Removes the execution and its history; the server does so some time later.
  void delete_execution() const;

  // A call of a handler with checked arguments, for start_update and for signal_with_start.
  template <workflow_member Member, class... Arguments>
  [[nodiscard]] static handler_call call_of(Member handler, const Arguments&... arguments) {
    using parameters = typename detail::callable_traits<Member>::arguments;
    return {workflow::member_name_of(handler), detail::typed_arguments<parameters>(arguments...), {}};
  }

  [[nodiscard]] workflow_description describe() const;
  // The whole history of the run, which replayer and history files take.
  [[nodiscard]] workflow_history fetch_history() const;

 private:
  template <class Member>
  using result_of = workflow::detail::task_result_t<typename detail::callable_traits<Member>::result>;

  std::shared_ptr<detail::client_core> core_;
  workflow_execution target_;
  std::string first_run_id_;
};

// A handle that knows the type of the workflow's result.
template <class Result>
class typed_workflow_handle : public workflow_handle {
 public:
  explicit typed_workflow_handle(workflow_handle handle) : workflow_handle(std::move(handle)) {}
  Result result(const wait_options& wait = {}) const { return workflow_handle::result<Result>(wait); }
};

}  // namespace temporal
