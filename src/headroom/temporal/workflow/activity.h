#pragma once

#include <string>
#include <string_view>
#include <type_traits>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/function_names.h"
#include "headroom/temporal/common/typed_arguments.h"
#include "headroom/temporal/workflow/activity_options.h"
#include "headroom/temporal/workflow/handle.h"

namespace temporal::workflow {

namespace detail {
std::shared_ptr<operation> start_remote_activity(std::string name, const activity_options& options,
                                                 payload_list arguments);
std::shared_ptr<operation> start_local_activity_call(std::string name, const local_activity_options& options,
                                                     payload_list arguments);
}  // namespace detail

// An activity under way; co_await gives its result or throws an activity_failure.
template <class R>
using activity_handle = handle<R>;

// Starts an activity by name: start_activity<std::string>("withdraw", opts, in). The command is given here and now; in
// a cancelled scope it throws cancelled_failure instead.
template <class R = void, class... A>
  requires(!std::is_function_v<R>)
activity_handle<R> start_activity(std::string_view name, const activity_options& options, const A&... arguments) {
  return activity_handle<R>(
      detail::start_remote_activity(std::string(name), options, temporal::detail::any_arguments(arguments...)));
}

// The same by function, with arguments and result checked by the compiler: start_activity(&withdraw, opts, in). The
// function must be registered with a worker of this process, which gives it its name.
template <temporal::detail::plain_callable F, class... A>
auto start_activity(F function, const activity_options& options, const A&... arguments) {
  using traits = temporal::detail::callable_traits<F>;
  return activity_handle<std::decay_t<typename traits::result>>(
      detail::start_remote_activity(temporal::detail::name_of_function(function), options,
                                    temporal::detail::typed_arguments<typename traits::arguments>(arguments...)));
}

template <class R = void, class... A>
  requires(!std::is_function_v<R>)
activity_handle<R> start_local_activity(std::string_view name, const local_activity_options& options,
                                        const A&... arguments) {
  return activity_handle<R>(
      detail::start_local_activity_call(std::string(name), options, temporal::detail::any_arguments(arguments...)));
}

template <temporal::detail::plain_callable F, class... A>
auto start_local_activity(F function, const local_activity_options& options, const A&... arguments) {
  using traits = temporal::detail::callable_traits<F>;
  return activity_handle<std::decay_t<typename traits::result>>(
      detail::start_local_activity_call(temporal::detail::name_of_function(function), options,
                                        temporal::detail::typed_arguments<typename traits::arguments>(arguments...)));
}

}  // namespace temporal::workflow
