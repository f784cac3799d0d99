#pragma once

#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/retry_policy.h"
#include "headroom/temporal/common/search_attributes.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/definition.h"

namespace temporal::workflow {

// What the next run gets; what is not set is carried over from this one.
class continue_as_new_options {
 public:
  struct values {
    std::string workflow_type;
    std::string task_queue;
    std::optional<duration> run_timeout;
    std::optional<duration> task_timeout;
    std::optional<temporal::retry_policy> retry;
    payload_map memo;
    temporal::search_attributes search_attributes;
  };

  continue_as_new_options() = default;

  continue_as_new_options& workflow_type(std::string name) { return set(&values::workflow_type, std::move(name)); }
  continue_as_new_options& task_queue(std::string name) { return set(&values::task_queue, std::move(name)); }
  continue_as_new_options& run_timeout(duration d) { return set(&values::run_timeout, d); }
  continue_as_new_options& task_timeout(duration d) { return set(&values::task_timeout, d); }
  continue_as_new_options& retry(temporal::retry_policy p) { return set(&values::retry, std::move(p)); }
  template <class T>
  continue_as_new_options& memo(std::string key, const T& v) {
    values_.memo.insert_or_assign(std::move(key), to_payload(v));
    return *this;
  }
  continue_as_new_options& search_attributes(temporal::search_attributes a) {
    return set(&values::search_attributes, std::move(a));
  }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class M, class V>
  continue_as_new_options& set(M values::* field, V&& v) {
    values_.*field = std::forward<V>(v);
    return *this;
  }
  values values_;
};

// Thrown by continue_as_new. It is no std::exception, so that no catch (const std::exception&) on the way swallows it.
struct continue_as_new_request {
  continue_as_new_options::values options;
  payload_list arguments;
};

namespace detail {
[[noreturn]] void throw_continue_as_new(const continue_as_new_options& options, payload_list arguments);
}  // namespace detail

// Ends this run and begins the next with new arguments and an empty history: wf::continue_as_new({}, state).
template <class... A>
[[noreturn]] void continue_as_new(const continue_as_new_options& options, const A&... arguments) {
  detail::throw_continue_as_new(options, temporal::detail::any_arguments(arguments...));
}
// The same with arguments checked against run(): wf::continue_as_new(&Poller::run, {}, state).
template <class Run, class... A>
  requires std::is_member_function_pointer_v<Run>
[[noreturn]] void continue_as_new(Run, continue_as_new_options options, const A&... arguments) {
  using traits = temporal::detail::callable_traits<Run>;
  options.workflow_type(type_name_of<typename traits::owner>());
  detail::throw_continue_as_new(options, temporal::detail::typed_arguments<typename traits::arguments>(arguments...));
}

}  // namespace temporal::workflow
