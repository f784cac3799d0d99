#pragma once

#include <variant>

#include "headroom/json/json.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/common/payload_traits.h"

namespace temporal {

// A value whose type is known only when it arrives: nothing, bytes or JSON. It is read by the payload's encoding and
// written back in the same one: binary/null, binary/plain, json/plain. JSON null is nothing.
class value {
 public:
  value() = default;
  value(bytes b) : holder_(std::move(b)) {}  // NOLINT(google-explicit-constructor)
  value(headroom::json j) {                  // NOLINT(google-explicit-constructor)
    if (!j.is_null()) holder_ = std::move(j);
  }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(holder_); }
  [[nodiscard]] bool is_bytes() const { return std::holds_alternative<bytes>(holder_); }
  [[nodiscard]] bool is_json() const { return std::holds_alternative<headroom::json>(holder_); }

  // What is held; nullptr when it holds something else.
  [[nodiscard]] const bytes* as_bytes() const { return std::get_if<bytes>(&holder_); }
  [[nodiscard]] const headroom::json* as_json() const { return std::get_if<headroom::json>(&holder_); }

  friend bool operator==(const value&, const value&) = default;

 private:
  std::variant<std::monostate, bytes, headroom::json> holder_;
};

template <>
struct payload_traits<value> {
  static payload write(const value& v);
  static value read(const payload& p);
};

}  // namespace temporal
