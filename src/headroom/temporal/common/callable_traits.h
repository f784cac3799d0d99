#pragma once

#include <tuple>
#include <type_traits>

namespace temporal::detail {

// Result, class and argument types (without const and reference) of functions, members and function objects.
template <class F, class = void>
struct callable_traits;

template <class R, class... A>
struct callable_traits<R (*)(A...)> {
  using result = R;
  using owner = void;
  using arguments = std::tuple<std::decay_t<A>...>;
  static constexpr bool is_const = false;
};
template <class R, class... A>
struct callable_traits<R (*)(A...) noexcept> : callable_traits<R (*)(A...)> {};
template <class R, class... A>
struct callable_traits<R(A...)> : callable_traits<R (*)(A...)> {};

template <class R, class C, class... A>
struct callable_traits<R (C::*)(A...)> {
  using result = R;
  using owner = C;
  using arguments = std::tuple<std::decay_t<A>...>;
  static constexpr bool is_const = false;
};
template <class R, class C, class... A>
struct callable_traits<R (C::*)(A...) const> : callable_traits<R (C::*)(A...)> {
  static constexpr bool is_const = true;
};
template <class R, class C, class... A>
struct callable_traits<R (C::*)(A...) noexcept> : callable_traits<R (C::*)(A...)> {};
template <class R, class C, class... A>
struct callable_traits<R (C::*)(A...) const noexcept> : callable_traits<R (C::*)(A...) const> {};

// A lambda or function object with one call operator.
template <class F>
struct callable_traits<F, std::void_t<decltype(&F::operator())>> : callable_traits<decltype(&F::operator())> {};

}  // namespace temporal::detail
