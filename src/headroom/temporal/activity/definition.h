#pragma once

#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>

#include "headroom/temporal/common/callable_traits.h"
#include "headroom/temporal/common/data_converter.h"

namespace temporal::activity {

// An activity as the worker calls it: arguments in, result out. It throws what the user's code throws, and
// payload_error when the arguments do not fit its parameters.
struct definition {
  std::string name;
  std::function<payload(const payload_list&)> invoke;
};

namespace detail {

template <class Result, class Call>
payload call_to_payload(Call&& call) {
  if constexpr (std::is_void_v<Result>) {
    std::forward<Call>(call)();
    return null_payload();
  } else {
    return to_payload(std::forward<Call>(call)());
  }
}

}  // namespace detail

// A function, a function object or a lambda. It is called from several threads at once.
template <class F>
[[nodiscard]] definition make_definition(std::string name, F function) {
  using traits = temporal::detail::callable_traits<F>;
  return {std::move(name), [function = std::move(function)](const payload_list& input) mutable {
            auto arguments = from_payloads<typename traits::arguments>(input);
            return detail::call_to_payload<typename traits::result>(
                [&]() -> typename traits::result { return std::apply(function, std::move(arguments)); });
          }};
}

// A member function of an object that the worker keeps alive. It is called from several threads at once.
template <class Result, class Owner, class... Parameters>
[[nodiscard]] definition make_definition(std::string name, Result (Owner::*method)(Parameters...),
                                         std::shared_ptr<Owner> object) {
  return make_definition(std::move(name),
                         [method, object = std::move(object)](std::decay_t<Parameters>... arguments) -> Result {
                           return (object.get()->*method)(std::move(arguments)...);
                         });
}
template <class Result, class Owner, class... Parameters>
[[nodiscard]] definition make_definition(std::string name, Result (Owner::*method)(Parameters...) const,
                                         std::shared_ptr<const Owner> object) {
  return make_definition(std::move(name),
                         [method, object = std::move(object)](std::decay_t<Parameters>... arguments) -> Result {
                           return (object.get()->*method)(std::move(arguments)...);
                         });
}

}  // namespace temporal::activity
