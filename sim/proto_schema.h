#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/json/json.h"

namespace headroom::sim {

enum class proto_type : std::uint8_t {
  text,
  bytes,
  boolean,
  int32,
  number,
  text_list,
  text_map,
  search_attribute_map,
  message,
  message_list,
  timestamp,
  duration,
  enumeration
};

// One field of a proto message as its JSON mapping shows it. `one_of` fields are left out when unset; other unset
// fields are written with their zero, messages as null (protojson with EmitUnpopulated, as the gateway uses it).
struct proto_field {
  std::string_view name;  // lowerCamelCase
  proto_type type = proto_type::text;
  std::span<const proto_field> of = {};  // message, message_list
  bool one_of = false;
};

using proto_schema = std::span<const proto_field>;

// The message as the API writes it back: lowerCamelCase names in the schema's order, zeros for what is unset. Input may
// use camelCase or snake_case and null. An unknown field, a wrong type, a field given twice or two of a oneof are
// invalid_argument, named by their path.
[[nodiscard]] result<ordered_json> normalise(const json& message, proto_schema schema, const std::string& path = "");

}  // namespace headroom::sim
