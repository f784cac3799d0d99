#pragma once

#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/cloud/ops_values.h"

// How single fields of the Ops API's answers are read. Each takes the value that simdjson stands on and consumes it; a
// value of a wrong type counts as absent, broken JSON throws simdjson_error, which the decoders catch.
namespace headroom::cloud::fields {

using json_value = simdjson::ondemand::value;
using json_object = simdjson::ondemand::object;

[[nodiscard]] std::string text(json_value value);                // a string, or a number as it was written; else ""
[[nodiscard]] std::optional<double> number(json_value value);    // a number or a string that holds one, if finite
[[nodiscard]] std::vector<std::string> texts(json_value value);  // an array of strings

// Enums, by name or by their number in the proto.
[[nodiscard]] namespace_state resource_state(json_value value);
[[nodiscard]] capacity_request_state request_state(json_value value);
[[nodiscard]] operation_state async_state(json_value value);

// {"onDemand": {}} or {"provisioned": {"currentValue": 4}} (in a spec: "value"), member by member, so that one walk can
// read what else the object holds. Presence is the signal, null is absence.
class capacity_reader {
 public:
  void take(std::string_view key, json_value member);
  [[nodiscard]] std::optional<capacity> result() const;

 private:
  bool on_demand_ = false;
  bool provisioned_ = false;
  std::optional<double> trus_;
};

// The member's name, unescaped. Names with escapes are rare, and only they are copied.
[[nodiscard]] inline std::string_view key_of(simdjson::ondemand::field& member) {
  const char* const begin = member.key().raw();
  const char* end = begin;
  while (*end != '"' && *end != '\\') ++end;  // simdjson has seen the closing quote
  if (*end == '"') return {begin, static_cast<std::size_t>(end - begin)};
  return member.unescaped_key().value();
}

// Calls `each(key, value)` for the members of an object whose value is not null, and `on_null(key)` for the others.
template <class Each, class OnNull>
void walk_members(json_object& object, Each&& each, OnNull&& on_null) {
  for (auto member : object) {
    simdjson::ondemand::field field;
    if (const auto broken = std::move(member).get(field)) throw simdjson::simdjson_error(broken);
    const std::string_view key = key_of(field);
    json_value value = field.value();
    if (value.type().value() == simdjson::ondemand::json_type::null) {
      on_null(key);
    } else {
      each(key, value);
    }
  }
}

// The same for any value; one that is no object has no members.
template <class Each>
void for_each_member(json_value value, Each&& each) {
  if (value.type().value() != simdjson::ondemand::json_type::object) return;
  json_object object = value.get_object();
  walk_members(object, std::forward<Each>(each), [](std::string_view) {});
}

}  // namespace headroom::cloud::fields
