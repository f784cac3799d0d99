#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "headroom/temporal/activity/definition.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/function_names.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/definition.h"

namespace temporal::testing {

namespace detail {
class simulated_run;
}

// The workflow ended by continuing as new; what the next run would get.
class continued_as_new : public std::runtime_error {
 public:
  continued_as_new(std::string type, payload_list input)
      : std::runtime_error("the workflow continued as new: " + type),
        workflow_type(std::move(type)),
        arguments(std::move(input)) {}
  std::string workflow_type;
  payload_list arguments;
};

// The workflow's code did what fails a workflow task on a server: an exception that is no Temporal failure, a call that
// no replay can repeat, ...
class workflow_task_failed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Runs one workflow in this process, without server, worker and threads. Functions of the test stand in for activities
// and child workflows; timers fire one after the other on a clock that jumps, so that a workflow of a month ends in
// microseconds. Failed attempts are repeated as their retry policy says. A test that needs a real server's judgement
// uses time_skipping_server.
//   workflow_environment env;
//   env.mock_activity(&charge, [](const order& o) { return "receipt of " + o.id; });
//   env.at(1h, [&] { env.signal(&purchase::approve, true); });
//   EXPECT_EQ(env.execute(&purchase::run, an_order), "receipt of 17");
class workflow_environment {
 public:
  workflow_environment();
  ~workflow_environment();
  workflow_environment(const workflow_environment&) = delete;
  workflow_environment& operator=(const workflow_environment&) = delete;

  // What is called instead of an activity. It takes and gives what the activity does, may throw, and finds its attempt
  // in activity::context::current(). `takes` of the workflow's time pass until the attempt ends.
  template <temporal::detail::plain_callable F, class Mock>
  workflow_environment& mock_activity(F function, Mock mock, duration takes = {}) {
    static_assert(std::is_same_v<typename temporal::detail::callable_traits<F>::arguments,
                                 typename temporal::detail::callable_traits<Mock>::arguments>,
                  "a mock takes the arguments of the activity that it stands in for");
    return mock_activity(temporal::detail::name_of_mocked(function), std::move(mock), takes);
  }
  template <class Mock>
  workflow_environment& mock_activity(std::string name, Mock mock, duration takes = {}) {
    return add_activity(activity::make_definition(std::move(name), std::move(mock)), takes);
  }

  // What is called instead of a child workflow, by its class's run() or by its type's name.
  template <class Run, class Mock>
    requires std::is_member_function_pointer_v<Run>
  workflow_environment& mock_child(Run, Mock mock, duration takes = {}) {
    using child = typename temporal::detail::callable_traits<Run>::owner;
    return mock_child(workflow::type_name_of<child>(), std::move(mock), takes);
  }
  template <class Mock>
  workflow_environment& mock_child(std::string type, Mock mock, duration takes = {}) {
    return add_child(activity::make_definition(std::move(type), std::move(mock)), takes);
  }

  // Calls the action once so much of the workflow's time has passed. It may signal, query, update and cancel.
  workflow_environment& at(duration after_start, std::function<void()> action);

  // Runs the workflow to its end: its result, or the failure that ended it is thrown. Throws continued_as_new,
  // workflow_task_failed, and std::logic_error when it waits for what the test does not give. Once per environment.
  template <class Run, class... Arguments>
  auto execute(Run, const Arguments&... arguments) {
    using traits = temporal::detail::callable_traits<Run>;
    using result = workflow::detail::task_result_t<typename traits::result>;
    const payload value = run_to_end(workflow::definition_of<typename traits::owner>().erased(),
                                     temporal::detail::typed_arguments<typename traits::arguments>(arguments...));
    if constexpr (!std::is_void_v<result>) return from_payload<result>(value);
  }

  template <class Member, class... Arguments>
    requires std::is_member_function_pointer_v<Member>
  void signal(Member handler, const Arguments&... arguments) {
    send_signal(workflow::member_name_of(handler), checked<Member>(arguments...));
  }
  template <class Member, class... Arguments>
    requires std::is_member_function_pointer_v<Member>
  auto query(Member handler, const Arguments&... arguments) {
    return from_payload<result_of<Member>>(ask(workflow::member_name_of(handler), checked<Member>(arguments...)));
  }
  // Runs until the update has ended: its result, or the failure by which it was rejected or ended is thrown.
  template <class Member, class... Arguments>
    requires std::is_member_function_pointer_v<Member>
  auto update(Member handler, const Arguments&... arguments) {
    const payload value = run_update(workflow::member_name_of(handler), checked<Member>(arguments...));
    if constexpr (!std::is_void_v<result_of<Member>>) return from_payload<result_of<Member>>(value);
  }
  void cancel(const std::string& reason = "cancelled by the test");

  // The workflow's time, and how much of it has passed.
  [[nodiscard]] timestamp now() const;
  [[nodiscard]] duration elapsed() const;

  // A signal that the workflow has sent to another one.
  struct sent_signal {
    std::string workflow_id;
    std::string name;
    payload_list arguments;
  };
  [[nodiscard]] const std::vector<sent_signal>& sent_signals() const;

 private:
  template <class Member>
  using result_of = workflow::detail::task_result_t<typename temporal::detail::callable_traits<Member>::result>;
  template <class Member, class... Arguments>
  static payload_list checked(const Arguments&... arguments) {
    return temporal::detail::typed_arguments<typename temporal::detail::callable_traits<Member>::arguments>(
        arguments...);
  }

  workflow_environment& add_activity(activity::definition mock, duration takes);
  workflow_environment& add_child(activity::definition mock, duration takes);
  payload run_to_end(std::shared_ptr<const workflow::detail::workflow_definition> definition, payload_list arguments);
  void send_signal(const std::string& name, const payload_list& arguments);
  payload ask(const std::string& name, const payload_list& arguments);
  payload run_update(const std::string& name, const payload_list& arguments);

  std::unique_ptr<detail::simulated_run> run_;
};

}  // namespace temporal::testing
