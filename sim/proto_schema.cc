#include "sim/proto_schema.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

std::string snake_case(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z') out += '_';
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::unexpected<error> bad(const std::string& path, std::string_view what) {
  return fail(error_code::invalid_argument, fmt::format("proto: invalid value for field {}: {}", path, what));
}

ordered_json zero_of(proto_type type) {
  switch (type) {
    case proto_type::text:
    case proto_type::bytes:
      return "";
    case proto_type::boolean:
      return false;
    case proto_type::int32:
    case proto_type::number:
      return 0;
    case proto_type::text_list:
    case proto_type::message_list:
      return ordered_json::array();
    case proto_type::text_map:
    case proto_type::search_attribute_map:
      return ordered_json::object();
    default:
      return nullptr;
  }
}

result<ordered_json> number_of(const json& value, const std::string& path, bool whole) {
  double number = 0;
  if (value.is_number()) {
    number = value.get<double>();
  } else if (value.is_string()) {  // protojson takes numbers in quotes
    const auto& text = value.get_ref<const std::string&>();
    char* end = nullptr;
    number = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') return bad(path, "expected a number");
  } else {
    return bad(path, "expected a number");
  }
  if (!whole && std::isfinite(number) && number != std::floor(number)) return ordered_json(number);
  if (number != std::floor(number) || std::abs(number) > std::numeric_limits<std::int32_t>::max()) {
    return bad(path, "expected a number in range");
  }
  return ordered_json(static_cast<std::int64_t>(number));
}

bool all_texts(const json& values) {
  return std::all_of(values.begin(), values.end(), [](const json& v) { return v.is_string(); });
}

result<ordered_json> value_of(const json& value, const proto_field& field, const std::string& path) {
  switch (field.type) {
    case proto_type::text:
    case proto_type::bytes:
    case proto_type::timestamp:
    case proto_type::duration:
      if (!value.is_string()) return bad(path, "expected a string");
      return ordered_json(value.get<std::string>());
    case proto_type::enumeration:
      if (!value.is_string() && !value.is_number_integer()) return bad(path, "expected an enum name");
      return ordered_json(value);
    case proto_type::boolean:
      if (!value.is_boolean()) return bad(path, "expected a boolean");
      return ordered_json(value.get<bool>());
    case proto_type::int32:
      return number_of(value, path, true);
    case proto_type::number:
      return number_of(value, path, false);
    case proto_type::text_list:
      if (!value.is_array() || !all_texts(value)) return bad(path, "expected a list of strings");
      return ordered_json(value);
    case proto_type::text_map:
      if (!value.is_object() || !all_texts(value)) return bad(path, "expected a map of strings");
      return ordered_json(value);
    case proto_type::search_attribute_map:
      if (!value.is_object()) return bad(path, "expected a map of search attribute types");
      return ordered_json(value);
    case proto_type::message:
      return normalise(value, field.of, path);
    case proto_type::message_list: {
      if (!value.is_array()) return bad(path, "expected a list");
      ordered_json out = ordered_json::array();
      for (std::size_t i = 0; i < value.size(); ++i) {
        auto item = normalise(value[i], field.of, fmt::format("{}[{}]", path, i));
        if (!item) return item;
        out.push_back(std::move(*item));
      }
      return out;
    }
  }
  return bad(path, "unknown type");
}

const proto_field* field_named(proto_schema schema, std::string_view name) {
  for (const proto_field& field : schema) {
    if (field.name == name || snake_case(field.name) == name) return &field;
  }
  return nullptr;
}

std::string joined(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

}  // namespace

result<ordered_json> normalise(const json& message, proto_schema schema, const std::string& path) {
  if (!message.is_object()) return bad(path, "expected an object");
  std::vector<std::pair<const proto_field*, ordered_json>> given;
  const proto_field* chosen = nullptr;
  for (const auto& [name, value] : message.items()) {
    const proto_field* field = field_named(schema, name);
    if (field == nullptr) {
      return fail(error_code::invalid_argument,
                  fmt::format("proto: unknown field \"{}\"", escape_for_terminal(joined(path, name))));
    }
    if (std::any_of(given.begin(), given.end(), [&](const auto& g) { return g.first == field; })) {
      return fail(error_code::invalid_argument,
                  fmt::format("proto: duplicate field \"{}\"", joined(path, field->name)));
    }
    if (value.is_null()) continue;
    if (field->one_of) {
      if (chosen != nullptr) {
        return bad(joined(path, field->name), fmt::format("oneof is already set to {}", chosen->name));
      }
      chosen = field;
    }
    auto read = value_of(value, *field, joined(path, field->name));
    if (!read) return read;
    given.emplace_back(field, std::move(*read));
  }
  ordered_json out = ordered_json::object();
  for (const proto_field& field : schema) {
    const auto at = std::find_if(given.begin(), given.end(), [&](const auto& g) { return g.first == &field; });
    if (at != given.end()) {
      out[std::string(field.name)] = std::move(at->second);
    } else if (!field.one_of) {
      out[std::string(field.name)] = zero_of(field.type);
    }
  }
  return out;
}

}  // namespace headroom::sim
