#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/handle.h"

namespace temporal::workflow {
namespace detail {
std::shared_ptr<operation> signal_child(std::string workflow_id, std::string name, payload_list arguments);
std::shared_ptr<operation> signal_external(const std::string& workflow_id, const std::string& run_id, std::string name,
                                           payload_list arguments);
std::shared_ptr<operation> cancel_external(const std::string& workflow_id, const std::string& run_id,
                                           const std::string& reason);
}  // namespace detail

// Another workflow of the same namespace, by id; the newest run when the run id is empty.
class external_workflow {
 public:
  explicit external_workflow(std::string workflow_id, std::string run_id = {})
      : workflow_id_(std::move(workflow_id)), run_id_(std::move(run_id)) {}

  // Done when the signal is delivered; throws when there is no such workflow.
  template <class... A>
  [[nodiscard]] handle<void> signal(std::string_view name, const A&... arguments) const {
    return handle<void>(detail::signal_external(workflow_id_, run_id_, std::string(name),
                                                temporal::detail::any_arguments(arguments...)));
  }
  template <class Member, class... A>
    requires std::is_member_function_pointer_v<Member>
  [[nodiscard]] handle<void> signal(Member member, const A&... arguments) const {
    return handle<void>(detail::signal_external(
        workflow_id_, run_id_, member_name_of(member),
        temporal::detail::typed_arguments<typename temporal::detail::callable_traits<Member>::arguments>(
            arguments...)));
  }
  // Done when the request is taken; throws when there is no such workflow.
  [[nodiscard]] handle<void> cancel(const std::string& reason = {}) const {
    return handle<void>(detail::cancel_external(workflow_id_, run_id_, reason));
  }

 private:
  std::string workflow_id_;
  std::string run_id_;
};

}  // namespace temporal::workflow
