#pragma once

#include <bit>
#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "headroom/cloud/ops_values.h"

// How single fields of the Ops API's answers are read. Each takes the value that simdjson stands on and consumes it; a
// value of a wrong type counts as absent, broken JSON throws simdjson_error, which the decoders catch.
namespace headroom::cloud::fields {

using json_value = simdjson::ondemand::value;
using json_object = simdjson::ondemand::object;

// A string, or a number as it was written; else "". The view lasts as long as the body and its parser.
[[nodiscard]] inline std::string_view text_view(json_value& value);
[[nodiscard]] inline std::string text(json_value& value) { return std::string(text_view(value)); }
[[nodiscard]] std::string_view odd_text(json_value& value);       // of a value that is not a plain string
[[nodiscard]] std::optional<double> number(json_value& value);    // a number or a string that holds one, if finite
[[nodiscard]] std::vector<std::string> texts(json_value& value);  // an array of strings

// Enums, by name or by their number in the proto.
[[nodiscard]] namespace_state resource_state(json_value& value);
[[nodiscard]] capacity_request_state request_state(json_value& value);
[[nodiscard]] operation_state async_state(json_value& value);

// {"onDemand": {}} or {"provisioned": {"currentValue": 4}} (in a spec: "value"), member by member, so that one walk can
// read what else the object holds. Presence is the signal, null is absence.
class capacity_reader {
 public:
  void take(std::string_view key, json_value& member);
  [[nodiscard]] std::optional<capacity> result() const;

 private:
  bool on_demand_ = false;
  bool provisioned_ = false;
  std::optional<double> trus_;
};

// A string as it stands in the body, when it has no escapes; simdjson has checked that it is UTF-8 without control
// characters, and closed.
[[nodiscard]] inline std::optional<std::string_view> plain_text(simdjson::ondemand::raw_json_string text) {
  const char* const begin = text.raw();
  const char* end = begin;
#if defined(__SSE2__)
  // Sixteen bytes at a time: most texts are shorter, and a loop over them would be left at an unforeseen place. Behind
  // the body there is room (SIMDJSON_PADDING).
  for (;; end += 16) {
    const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(end));
    const auto stops =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(stops));
    if (mask == 0) continue;
    end += std::countr_zero(mask);
    break;
  }
#else
  while (*end != '"' && *end != '\\') ++end;
#endif
  if (*end != '"') return std::nullopt;
  return std::string_view(begin, static_cast<std::size_t>(end - begin));
}

[[gnu::always_inline]] inline std::string_view text_view(json_value& value) {
  simdjson::ondemand::raw_json_string raw;
  if (value.get_raw_json_string().get(raw) == simdjson::SUCCESS) {
    if (const auto plain = plain_text(raw)) return *plain;
  }
  return odd_text(value);
}

// The member's name, unescaped. Names with escapes are rare, and only they are copied.
[[nodiscard]] inline std::string_view key_of(simdjson::ondemand::field& member) {
  if (const auto plain = plain_text(member.key())) return *plain;
  return member.unescaped_key().value();
}

// Calls `each(key, value)` for the members of an object whose value is not null, and `on_null(key)` for the others.
template <class Each, class OnNull>
void walk_members(json_object& object, Each&& each, OnNull&& on_null) {
  for (auto member : object) {
    if (const auto broken = member.error()) throw simdjson::simdjson_error(broken);
    // By reference all the way: a copy of these few words would wait for the stores into them.
    simdjson::ondemand::field& field = member.value_unsafe();
    const std::string_view key = key_of(field);
    json_value& value = field.value();
    if (value.type().value() == simdjson::ondemand::json_type::null) {
      on_null(key);
    } else {
      each(key, value);
    }
  }
}

// The same for any value; one that is no object has no members.
template <class Each>
void for_each_member(json_value& value, Each&& each) {
  if (value.type().value() != simdjson::ondemand::json_type::object) return;
  json_object object = value.get_object();
  walk_members(object, std::forward<Each>(each), [](std::string_view) {});
}

}  // namespace headroom::cloud::fields
