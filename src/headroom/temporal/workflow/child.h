#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/child_operation.h"
#include "headroom/temporal/workflow/child_options.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/external.h"
#include "headroom/temporal/workflow/handle.h"

namespace temporal::workflow {

// A child workflow under way; co_await gives its result, or throws a child_workflow_failure or
// workflow_already_started.
template <class R>
class [[nodiscard]] child_handle : public handle<R> {
 public:
  explicit child_handle(std::shared_ptr<detail::child_operation> op) : handle<R>(op), op_(std::move(op)) {}

  // Done when the server has started the child; throws workflow_already_started when its id is taken.
  [[nodiscard]] handle<void> started() const { return handle<void>(op_->started()); }
  [[nodiscard]] const std::string& workflow_id() const { return op_->workflow_id(); }
  // Of the first run; empty until it has started.
  [[nodiscard]] const std::string& run_id() const { return op_->run_id(); }

  // Done when the signal is delivered: co_await child.signal("approve", true).
  template <class... A>
  [[nodiscard]] handle<void> signal(std::string_view name, const A&... arguments) const {
    return handle<void>(
        detail::signal_child(workflow_id(), std::string(name), temporal::detail::any_arguments(arguments...)));
  }
  template <class Member, class... A>
    requires std::is_member_function_pointer_v<Member>
  [[nodiscard]] handle<void> signal(Member member, const A&... arguments) const {
    return handle<void>(detail::signal_child(
        workflow_id(), member_name_of(member),
        temporal::detail::typed_arguments<typename temporal::detail::callable_traits<Member>::arguments>(
            arguments...)));
  }

 private:
  std::shared_ptr<detail::child_operation> op_;
};

// Starts a child by type name: start_child<std::string>("MoveMoney", opts, in). The command is given here and now.
template <class R = void, class... A>
child_handle<R> start_child(std::string_view type, const child_options& options, const A&... arguments) {
  return child_handle<R>(
      detail::child_operation::start(std::string(type), options, temporal::detail::any_arguments(arguments...)));
}

// The same by class, with arguments and result checked by the compiler: start_child(&MoveMoney::run, opts, in).
template <class Run, class... A>
  requires std::is_member_function_pointer_v<Run>
auto start_child(Run, const child_options& options, const A&... arguments) {
  using traits = temporal::detail::callable_traits<Run>;
  using child = typename traits::owner;
  static_assert(detail::is_task<typename traits::result>, "a child is started by its class's run(), a coroutine");
  return child_handle<detail::task_result_t<typename traits::result>>(detail::child_operation::start(
      type_name_of<child>(), options, temporal::detail::typed_arguments<typename traits::arguments>(arguments...)));
}

}  // namespace temporal::workflow
