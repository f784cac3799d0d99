#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "headroom/temporal/workflow/handler_adapter.h"

// Handlers that are set, or replaced, while the workflow runs. Functions are as in definition.h, but any function
// objects; a coroutine must not capture by reference what may be gone.
namespace temporal::workflow {
namespace detail {
void set_handler(signal_handler h);
void set_handler(query_handler h);
void set_handler(update_handler h);
}  // namespace detail

// Signals of that name that were kept are delivered now, in the order of arrival.
template <class F>
void set_signal_handler(std::string name, F&& f, std::string description = {}) {
  detail::set_handler(detail::make_signal_handler<detail::naming::fixed>(std::move(name), std::move(description),
                                                                         detail::make_closure(std::forward<F>(f))));
}
template <class F>
void set_query_handler(std::string name, F&& f, std::string description = {}) {
  detail::set_handler(detail::make_query_handler<detail::naming::fixed>(std::move(name), std::move(description),
                                                                        detail::make_closure(std::forward<F>(f))));
}
template <class F>
void set_update_handler(std::string name, F&& f, std::string description = {}) {
  detail::set_handler(detail::make_update_handler<detail::naming::fixed>(std::move(name), std::move(description),
                                                                         detail::make_closure(std::forward<F>(f))));
}
template <class F, class V>
  requires(!std::is_convertible_v<V, std::string>)
void set_update_handler(std::string name, F&& f, V&& validator, std::string description = {}) {
  detail::set_handler(detail::make_update_handler<detail::naming::fixed>(
      std::move(name), std::move(description), detail::make_closure(std::forward<F>(f)),
      detail::make_closure(std::forward<V>(validator))));
}

// For names without a handler of their own: (std::string name, temporal::raw_args arguments).
template <class F>
void set_dynamic_signal_handler(F&& f) {
  detail::set_handler(
      detail::make_signal_handler<detail::naming::dynamic>({}, {}, detail::make_closure(std::forward<F>(f))));
}
template <class F>
void set_dynamic_query_handler(F&& f) {
  detail::set_handler(
      detail::make_query_handler<detail::naming::dynamic>({}, {}, detail::make_closure(std::forward<F>(f))));
}
template <class F>
void set_dynamic_update_handler(F&& f) {
  detail::set_handler(
      detail::make_update_handler<detail::naming::dynamic>({}, {}, detail::make_closure(std::forward<F>(f))));
}
template <class F, class V>
void set_dynamic_update_handler(F&& f, V&& validator) {
  detail::set_handler(detail::make_update_handler<detail::naming::dynamic>(
      {}, {}, detail::make_closure(std::forward<F>(f)), detail::make_closure(std::forward<V>(validator))));
}

// True when no signal or update handler is under way: co_await wf::wait_condition(wf::all_handlers_finished) before the
// end, so that none is cut off.
[[nodiscard]] bool all_handlers_finished();

}  // namespace temporal::workflow
