#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/callable_traits.h"
#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/workflow/handler_table.h"

// From typed members and function objects to the erased handlers of handler_table.h.
namespace temporal::workflow::detail {

// A member pointer of a base class as one of the class itself.
template <class Member, class X>
struct rebind_member;
template <class R, class C, class... A, class X>
struct rebind_member<R (C::*)(A...), X> {
  using type = R (X::*)(A...);
};
template <class R, class C, class... A, class X>
struct rebind_member<R (C::*)(A...) const, X> {
  using type = R (X::*)(A...) const;
};
template <class R, class C, class... A, class X>
struct rebind_member<R (C::*)(A...) noexcept, X> : rebind_member<R (C::*)(A...), X> {};
template <class R, class C, class... A, class X>
struct rebind_member<R (C::*)(A...) const noexcept, X> : rebind_member<R (C::*)(A...) const, X> {};
template <class Member, class X>
using rebound_member = typename rebind_member<Member, X>::type;

// A member function of the workflow's class, called on the workflow's object.
template <class Member>
struct member_call {
  using traits = temporal::detail::callable_traits<Member>;
  Member member;
  template <class... A>
  auto operator()(void* object, A&&... arguments) const {
    return (static_cast<typename traits::owner*>(object)->*member)(std::forward<A>(arguments)...);
  }
};

// A function object that was set at run time. It is shared, so that a coroutine it began outlives its replacement.
template <class F>
struct closure_call {
  using traits = temporal::detail::callable_traits<F>;
  std::shared_ptr<F> function;
  template <class... A>
  auto operator()(void*, A&&... arguments) const {
    return (*function)(std::forward<A>(arguments)...);
  }
};

template <class Call>
using result_of = task_result_t<typename Call::traits::result>;
template <class Call>
using arguments_of = typename Call::traits::arguments;

enum class naming : bool { fixed, dynamic };

template <naming Naming, class Call>
arguments_of<Call> decode(const std::string& name, const payload_list& input) {
  if constexpr (Naming == naming::dynamic) {
    return arguments_of<Call>{name, raw_args(input)};
  } else {
    return from_payloads<arguments_of<Call>>(input);
  }
}

template <naming Naming, class Call>
consteval void check_dynamic() {
  if constexpr (Naming == naming::dynamic) {
    static_assert(std::is_same_v<arguments_of<Call>, std::tuple<std::string, raw_args>>,
                  "a dynamic handler takes (std::string name, temporal::raw_args arguments)");
  }
}

// The call itself, as a coroutine whose frame keeps the arguments alive.
template <class Call>
task<result_of<Call>> call_with(Call call, void* object, arguments_of<Call> arguments) {
  const auto apply = [&call, object](auto&... a) { return call(object, std::move(a)...); };
  if constexpr (is_task<typename Call::traits::result>) {
    auto running = std::apply(apply, arguments);
    co_return co_await running;
  } else {
    co_return std::apply(apply, arguments);
  }
}

// The result as a payload; nothing is binary/null.
template <class Result>
task<payload> result_to_payload(task<Result> running) {
  if constexpr (std::is_void_v<Result>) {
    co_await running;
    co_return null_payload();
  } else {
    co_return to_payload(co_await running);
  }
}

template <naming Naming, class Call>
signal_handler make_signal_handler(std::string name, std::string description, Call call) {
  check_dynamic<Naming, Call>();
  static_assert(std::is_void_v<result_of<Call>>, "a signal handler returns void or task<>: nobody receives a result");
  return {std::move(name), std::move(description),
          [call](void* object, const std::string& n, const payload_list& input) {
            return call_with(call, object, decode<Naming, Call>(n, input));
          }};
}

template <naming Naming, class Call>
query_handler make_query_handler(std::string name, std::string description, Call call) {
  check_dynamic<Naming, Call>();
  static_assert(!is_task<typename Call::traits::result>, "a query handler is a plain function: it cannot wait");
  return {std::move(name), std::move(description),
          [call](void* object, const std::string& n, const payload_list& input) {
            auto arguments = decode<Naming, Call>(n, input);
            const auto apply = [&call, object](auto&... a) { return call(object, std::move(a)...); };
            if constexpr (std::is_void_v<result_of<Call>>) {
              std::apply(apply, arguments);
              return null_payload();
            } else {
              return to_payload(std::apply(apply, arguments));
            }
          }};
}

template <naming Naming, class Call>
update_handler make_update_handler(std::string name, std::string description, Call call) {
  check_dynamic<Naming, Call>();
  return {std::move(name),
          std::move(description),
          {},
          [call](void* object, const std::string& n, const payload_list& input) {
            return result_to_payload(call_with(call, object, decode<Naming, Call>(n, input)));
          }};
}

template <naming Naming, class Call, class Validator>
update_handler make_update_handler(std::string name, std::string description, Call call, Validator validator) {
  static_assert(std::is_same_v<arguments_of<Call>, arguments_of<Validator>>,
                "an update's validator takes the same arguments as its handler");
  static_assert(std::is_void_v<typename Validator::traits::result>, "a validator returns void and throws to reject");
  auto out = make_update_handler<Naming>(std::move(name), std::move(description), std::move(call));
  out.validate = [validator](void* object, const std::string& n, const payload_list& input) {
    auto arguments = decode<Naming, Validator>(n, input);
    std::apply([&validator, object](auto&... a) { validator(object, std::move(a)...); }, arguments);
  };
  return out;
}

template <class F>
closure_call<std::decay_t<F>> make_closure(F&& f) {
  return {std::make_shared<std::decay_t<F>>(std::forward<F>(f))};
}

}  // namespace temporal::workflow::detail
