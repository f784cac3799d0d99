#pragma once

#include <string>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/common/value.h"

namespace kitchen_sink {

using headroom::json;

// What the workflow and its built-in handlers take: one object with members that must be there. Anything else cannot be
// decoded, which the SDK answers as its kind demands (the task fails, a signal is dropped, an update rejected).
struct object_argument {
  json object;
};
struct named_value : object_argument {
  [[nodiscard]] std::string name() const { return object.at("name").get<std::string>(); }
  [[nodiscard]] temporal::value content() const { return object.value("value", json()); }
};
struct steps_to_run : object_argument {};

json read_object(const temporal::payload& p);
json read_object_with(const temporal::payload& p, const char* member, json::value_t type);

}  // namespace kitchen_sink

namespace temporal {

template <>
struct payload_traits<kitchen_sink::object_argument> {
  static payload write(const kitchen_sink::object_argument& v) { return to_payload(value(v.object)); }
  static kitchen_sink::object_argument read(const payload& p) { return {kitchen_sink::read_object(p)}; }
};
template <>
struct payload_traits<kitchen_sink::named_value> {
  static payload write(const kitchen_sink::named_value& v) { return to_payload(value(v.object)); }
  static kitchen_sink::named_value read(const payload& p) {
    return {{kitchen_sink::read_object_with(p, "name", kitchen_sink::json::value_t::string)}};
  }
};
template <>
struct payload_traits<kitchen_sink::steps_to_run> {
  static payload write(const kitchen_sink::steps_to_run& v) { return to_payload(value(v.object)); }
  static kitchen_sink::steps_to_run read(const payload& p) {
    return {{kitchen_sink::read_object_with(p, "steps", kitchen_sink::json::value_t::array)}};
  }
};

}  // namespace temporal
