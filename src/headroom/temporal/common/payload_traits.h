#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "headroom/temporal/common/json_text.h"
#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/protobuf_payload.h"

namespace temporal {

// How a type becomes a payload and back. Specialise it for a type of your own to choose its encoding:
//   template <> struct temporal::payload_traits<my_type> {
//     static payload write(const my_type& v);
//     static my_type read(const payload& p);     // throws payload_error
//   };
// Without a specialisation: payload itself (passed through), bytes, optional, integers, floating point, bool, text,
// protobuf messages, and, where headroom/temporal/common/json_payload.h is included, all that nlohmann::json converts.
// Integers are read strictly: 1.5, true and "1" are no integers, and 300 is no int8.
template <class T>
struct payload_traits;

namespace detail {

payload write_bytes(const bytes& b);
bytes read_bytes(const payload& p);
payload write_null();

// Any type: by its traits, else as JSON (data_converter.h).
template <class T>
payload write_value(const T& v);
template <class T>
T read_value(const payload& p);

template <class T>
concept integer = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;
template <class T>
concept protobuf_message = std::is_class_v<T> && std::derived_from<T, google::protobuf::Message>;

}  // namespace detail

template <>
struct payload_traits<payload> {
  static payload write(const payload& v) { return v; }
  static payload read(const payload& p) { return p; }
};

template <>
struct payload_traits<std::monostate> {
  static payload write(std::monostate) { return detail::write_null(); }
  static std::monostate read(const payload&) { return {}; }
};

template <>
struct payload_traits<bytes> {
  static payload write(const bytes& v) { return detail::write_bytes(v); }
  static bytes read(const payload& p) { return detail::read_bytes(p); }
};

template <class T>
struct payload_traits<std::optional<T>> {
  static payload write(const std::optional<T>& v) { return v ? detail::write_value(*v) : detail::write_null(); }
  static std::optional<T> read(const payload& p) {
    if (is_null(p)) return std::nullopt;
    return detail::read_value<T>(p);
  }
};

template <>
struct payload_traits<bool> {
  static payload write(bool v) { return detail::write_json(v); }
  static bool read(const payload& p) {
    bool out = false;
    detail::read_json(p, out);
    return out;
  }
};

template <detail::integer T>
struct payload_traits<T> {
  using wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
  static payload write(T v) { return detail::write_json(static_cast<wide>(v)); }
  static T read(const payload& p) {
    wide out = 0;
    detail::read_json(p, out);
    if (out < std::numeric_limits<T>::min() || out > std::numeric_limits<T>::max()) {
      detail::fail_range(p.data, "an integer that fits the argument's type");
    }
    return static_cast<T>(out);
  }
};

template <std::floating_point T>
struct payload_traits<T> {
  static payload write(T v) { return detail::write_json(static_cast<double>(v)); }
  static T read(const payload& p) {
    double out = 0;
    detail::read_json(p, out);
    return static_cast<T>(out);
  }
};

template <>
struct payload_traits<std::string> {
  static payload write(std::string_view v) { return detail::write_json(v); }
  static std::string read(const payload& p) {
    std::string out;
    detail::read_json(p, out);
    return out;
  }
};

template <detail::protobuf_message T>
struct payload_traits<T> {
  static payload write(const T& v) { return detail::write_protobuf(v); }
  static T read(const payload& p) {
    T out;
    detail::read_protobuf(p, out);
    return out;
  }
};

}  // namespace temporal
