#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/callable_traits.h"
#include "headroom/temporal/common/data_converter.h"

namespace temporal::detail {

// A function or a member function, called by its address.
template <class F>
concept plain_callable =
    (std::is_pointer_v<F> && std::is_function_v<std::remove_pointer_t<F>>) || std::is_member_function_pointer_v<F>;

// Arguments whose types only the receiver knows; one raw_args stands for all of them.
template <class... A>
payload_list any_arguments(const A&... arguments) {
  return to_payloads(arguments...);
}
inline payload_list any_arguments(const raw_args& all) { return all.payloads(); }

template <class Parameters, std::size_t... I, class... A>
payload_list convert_arguments(std::index_sequence<I...>, const A&... arguments) {
  payload_list out;
  out.reserve(sizeof...(A));
  (out.push_back(write_value<std::tuple_element_t<I, Parameters>>(arguments)), ...);
  return out;
}

template <class Parameters>
inline constexpr bool takes_raw_args = false;
template <>
inline constexpr bool takes_raw_args<std::tuple<raw_args>> = true;

// Arguments for known parameters: each is converted to its parameter's type as in a plain call.
template <class Parameters, class... A>
payload_list typed_arguments(const A&... arguments) {
  if constexpr (takes_raw_args<Parameters>) {
    return any_arguments(arguments...);
  } else {
    constexpr auto required = arguments_reader<Parameters>::required();
    static_assert(sizeof...(A) >= required && sizeof...(A) <= std::tuple_size_v<Parameters>,
                  "the number of arguments is not that of the function's parameters");
    constexpr bool fits = []<std::size_t... I>(std::index_sequence<I...>) {
      return (std::is_convertible_v<const A&, std::tuple_element_t<I, Parameters>> && ...);
    }(std::index_sequence_for<A...>{});
    static_assert(fits, "an argument's type does not convert to that of the function's parameter");
    return convert_arguments<Parameters>(std::index_sequence_for<A...>{}, arguments...);
  }
}

}  // namespace temporal::detail
