#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/payload_traits.h"

// Typed values to payloads and back. The functions are pure; encryption and compression are the codec's
// (payload_codec.h).
namespace temporal {
namespace detail {

payload write_json_value(const nlohmann::json& v);
nlohmann::json read_json_value(const payload& p);
[[noreturn]] void fail_json(const char* what, const payload& p);
// Drops payloads of nothing beyond `wanted`: a Go client sends one with every signal that has no argument.
std::span<const payload> without_trailing_nothing(std::span<const payload> all, std::size_t wanted);
[[noreturn]] void fail_argument_count(std::size_t seen, std::size_t wanted_min, std::size_t wanted_max);
[[noreturn]] void rethrow_for_argument(std::size_t index);

template <class T>
concept with_traits = requires { sizeof(payload_traits<T>); };

// Json is always nlohmann::json. As a parameter it makes the test wait until the type is used, so that this header
// needs no more than the library's declaration.
template <class T, class Json = nlohmann::json>
concept json_writable = requires(Json& j, const T& v) { nlohmann::adl_serializer<T, void>::to_json(j, v); };
template <class T, class Json = nlohmann::json>
concept json_readable = requires(const Json& j) { j.template get<T>(); };

template <class T>
concept writable = with_traits<T> || json_writable<T>;
template <class T>
concept readable = with_traits<T> || json_readable<T>;

template <class T, class Json>
payload write_as_json(const T& v) {
  try {
    return write_json_value(Json(v));
  } catch (const typename Json::exception& e) {
    fail_json(e.what(), {});
  }
}

template <class T, class Json>
T read_as_json(const payload& p) {
  constexpr Json (*read)(const payload&) = &read_json_value;
  const Json parsed = read(p);
  try {
    return parsed.template get<T>();
  } catch (const typename Json::exception& e) {
    fail_json(e.what(), p);
  }
}

template <class T>
payload write_value(const T& v) {
  static_assert(writable<T>,
                "no payload converter for this type: include headroom/temporal/common/json_payload.h and give the type "
                "to_json/from_json (NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE), or specialise temporal::payload_traits");
  if constexpr (with_traits<T>) {
    return payload_traits<T>::write(v);
  } else if constexpr (json_writable<T>) {
    return write_as_json<T, nlohmann::json>(v);
  }
}

template <class T>
T read_value(const payload& p) {
  static_assert(readable<T>,
                "no payload converter for this type: include headroom/temporal/common/json_payload.h and give the type "
                "to_json/from_json (NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE), or specialise temporal::payload_traits");
  if constexpr (with_traits<T>) {
    return payload_traits<T>::read(p);
  } else if constexpr (json_readable<T>) {
    return read_as_json<T, nlohmann::json>(p);
  }
}

// const char* and string_view travel as std::string.
template <class T>
using payload_type =
    std::conditional_t<std::is_convertible_v<const T&, std::string_view> && !with_traits<T>, std::string, T>;

// What an argument that did not arrive becomes: the type's "no value", if it has one.
template <class T>
inline constexpr bool may_be_absent = false;
template <class T>
inline constexpr bool may_be_absent<std::optional<T>> = true;

template <class T>
T read_argument(std::span<const payload> all, std::size_t index) {
  if constexpr (may_be_absent<T>) {
    if (index >= all.size()) return T{};
  }
  try {
    return read_value<T>(all[index]);
  } catch (...) {
    rethrow_for_argument(index + 1);
  }
}

template <class Tuple>
struct arguments_reader;
template <class... A>
struct arguments_reader<std::tuple<A...>> {
  static constexpr std::size_t required() {
    std::size_t needed = 0, position = 0;
    ((++position, needed = may_be_absent<A> ? needed : position), ...);
    return needed;
  }
  static std::tuple<A...> read(std::span<const payload> all) {
    all = without_trailing_nothing(all, sizeof...(A));
    if (all.size() < required() || all.size() > sizeof...(A)) fail_argument_count(all.size(), required(), sizeof...(A));
    return read_each(all, std::index_sequence_for<A...>{});
  }
  template <std::size_t... I>
  static std::tuple<A...> read_each(std::span<const payload> all, std::index_sequence<I...>) {
    return std::tuple<A...>{read_argument<A>(all, I)...};
  }
};

}  // namespace detail

// The payload of one value. Throws payload_error for a value that its encoding cannot hold.
template <class T>
[[nodiscard]] payload to_payload(const T& v) {
  using type = detail::payload_type<std::decay_t<T>>;
  if constexpr (std::is_same_v<type, T>) {
    return detail::write_value(v);
  } else {
    return detail::write_value(type(v));
  }
}

// The value of one payload, read by the payload's encoding. Throws payload_error. T = void accepts anything.
template <class T>
[[nodiscard]] T from_payload(const payload& p) {
  return detail::read_value<T>(p);
}

// One payload an argument, in order.
template <class... A>
[[nodiscard]] payload_list to_payloads(const A&... values) {
  payload_list out;
  out.reserve(sizeof...(A));
  (out.push_back(to_payload(values)), ...);
  return out;
}

// The arguments of a call. Trailing optionals may be missing, and payloads of nothing may be too many; any other
// difference in number is a payload_error.
template <class Tuple>
[[nodiscard]] Tuple from_payloads(std::span<const payload> all) {
  return detail::arguments_reader<Tuple>::read(all);
}

// The payload of "nothing", which is what a function returning void gives.
[[nodiscard]] inline payload null_payload() { return detail::write_null(); }

// Arguments as they came, for handlers that take whatever is sent: as the only parameter of a function, or the last one
// of a dynamic handler.
class raw_args {
 public:
  raw_args() = default;
  explicit raw_args(payload_list payloads) : payloads_(std::move(payloads)) {}

  [[nodiscard]] const payload_list& payloads() const { return payloads_; }
  [[nodiscard]] std::size_t size() const { return payloads_.size(); }
  // Throws payload_error when there is no such argument or it is no T.
  template <class T>
  [[nodiscard]] T get(std::size_t index) const {
    if (index >= payloads_.size()) detail::fail_argument_count(payloads_.size(), index + 1, index + 1);
    return detail::read_argument<T>(payloads_, index);
  }

 private:
  payload_list payloads_;
};

namespace detail {
template <>
struct arguments_reader<std::tuple<raw_args>> {
  static std::tuple<raw_args> read(std::span<const payload> all) {
    return {raw_args(payload_list(all.begin(), all.end()))};
  }
};
}  // namespace detail

}  // namespace temporal
