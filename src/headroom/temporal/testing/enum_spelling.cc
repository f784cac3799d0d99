#include "headroom/temporal/testing/enum_spelling.h"

#include <cctype>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>

namespace temporal::testing {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using nlohmann::json;

// The values of a protocol enum share a prefix, which the first one shows: EVENT_TYPE_UNSPECIFIED.
std::string prefix_of(const EnumDescriptor& type) {
  const std::string& first = type.value(0)->name();
  constexpr std::string_view tail = "UNSPECIFIED";
  return first.ends_with(tail) ? first.substr(0, first.size() - tail.size()) : std::string();
}

std::string upper_snake(std::string_view pascal) {
  std::string out;
  for (const char c : pascal) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !out.empty()) out += '_';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return out;
}

void spell(const EnumDescriptor& type, json& value, const std::string& where) {
  if (!value.is_string()) return;  // Numbers are unambiguous.
  const auto& text = value.get_ref<const std::string&>();
  if (type.FindValueByName(text) != nullptr) return;
  std::string spelled = prefix_of(type) + upper_snake(text);
  if (type.FindValueByName(spelled) == nullptr) {
    throw std::invalid_argument(where + ": \"" + text + "\" is no " + type.full_name());
  }
  value = std::move(spelled);
}

const FieldDescriptor* field_of(const Descriptor& type, const std::string& key) {
  const auto* field = type.FindFieldByCamelcaseName(key);
  return field != nullptr ? field : type.FindFieldByName(key);
}

void spell_value(const FieldDescriptor& field, json& value, const std::string& where) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return spell(*field.enum_type(), value, where);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) spell_enums(*field.message_type(), value, where);
}

void spell_field(const FieldDescriptor& field, json& value, const std::string& where) {
  if (field.is_map()) {
    for (auto& [key, element] : value.items())
      spell_value(*field.message_type()->map_value(), element, fmt::format("{}.{}", where, key));
  } else if (field.is_repeated() && value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) spell_value(field, value[i], fmt::format("{}[{}]", where, i));
  } else {
    spell_value(field, value, where);
  }
}

}  // namespace

void spell_enums(const Descriptor& type, json& message, const std::string& where) {
  if (!message.is_object()) return;  // Times and durations are texts in JSON.
  for (auto& [key, value] : message.items()) {
    if (const auto* field = field_of(type, key)) spell_field(*field, value, fmt::format("{}.{}", where, key));
  }
}

}  // namespace temporal::testing
