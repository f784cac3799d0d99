#include "headroom/cloud/ops_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"

namespace headroom::cloud::fields {
namespace {

using simdjson::ondemand::json_type;

// A proto enum's value: its folded name (without prefix) and its number.
template <class Enum>
struct enum_name {
  std::string_view usual;  // as protobuf's JSON writes it
  std::string_view name;
  int number = 0;
  Enum value{};
};

template <class Enum>
Enum read_enum(json_value& value, std::span<const enum_name<Enum>> names, Enum otherwise) {
  if (value.type().value() == json_type::number) {
    const std::optional<double> written = number(value);
    const auto known = std::ranges::find_if(names, [&](const auto& one) { return written == one.number; });
    return known == names.end() ? otherwise : known->value;
  }
  if (value.type().value() != json_type::string) return otherwise;
  const std::string_view written = text_view(value);
  const auto usual = std::ranges::find(names, written, &enum_name<Enum>::usual);
  if (usual != names.end()) return usual->value;
  const auto known = std::ranges::find_if(names, [&](const auto& one) { return means(written, one.name); });
  return known == names.end() ? otherwise : known->value;
}

// Nearly every number here: a count of a few digits.
std::optional<double> small_count(std::string_view text) {
  if (text.empty() || text.size() > 9) return std::nullopt;
  std::uint32_t out = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    out = out * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return out;
}

// temporal/api/cloud/resource/v1/message.proto
constexpr std::array<enum_name<namespace_state>, 10> resource_states{{
    {"RESOURCE_STATE_ACTIVE", "active", 3, namespace_state::active},
    {"RESOURCE_STATE_ACTIVATION_FAILED", "activationfailed", 2, namespace_state::unknown},
    {"RESOURCE_STATE_ACTIVATING", "activating", 1, namespace_state::active},
    {"RESOURCE_STATE_UPDATING", "updating", 4, namespace_state::active},
    {"RESOURCE_STATE_UPDATE_FAILED", "updatefailed", 5, namespace_state::active},
    {"RESOURCE_STATE_DELETING", "deleting", 6, namespace_state::going_away},
    {"RESOURCE_STATE_DELETE_FAILED", "deletefailed", 7, namespace_state::going_away},
    {"RESOURCE_STATE_DELETED", "deleted", 8, namespace_state::going_away},
    {"RESOURCE_STATE_SUSPENDED", "suspended", 9, namespace_state::active},
    {"RESOURCE_STATE_EXPIRED", "expired", 10, namespace_state::going_away},
}};

// temporal/api/cloud/namespace/v1/message.proto, Capacity.Request.State
constexpr std::array<enum_name<capacity_request_state>, 3> request_states{{
    {"STATE_CAPACITY_REQUEST_COMPLETED", "completed", 1, capacity_request_state::completed},
    {"STATE_CAPACITY_REQUEST_IN_PROGRESS", "inprogress", 2, capacity_request_state::in_progress},
    {"STATE_CAPACITY_REQUEST_FAILED", "failed", 3, capacity_request_state::failed},
}};

// temporal/api/cloud/operation/v1/message.proto
constexpr std::array<enum_name<operation_state>, 6> async_states{{
    {"STATE_PENDING", "pending", 1, operation_state::pending},
    {"STATE_IN_PROGRESS", "inprogress", 2, operation_state::in_progress},
    {"STATE_FAILED", "failed", 3, operation_state::failed},
    {"STATE_CANCELLED", "cancelled", 4, operation_state::cancelled},
    {"STATE_FULFILLED", "fulfilled", 5, operation_state::fulfilled},
    {"STATE_REJECTED", "rejected", 6, operation_state::rejected},
}};

}  // namespace

std::string_view odd_text(json_value& value) {
  const json_type type = value.type().value();
  if (type == json_type::number) return trim(value.raw_json_token());
  if (type != json_type::string) return {};
  return value.get_string().value();  // with escapes
}

std::optional<double> number(json_value& value) {
  const std::string_view written = text_view(value);
  if (const auto small = small_count(written)) return small;
  double out = 0;
  const auto read = std::from_chars(written.data(), written.data() + written.size(), out);
  if (read.ec != std::errc() || read.ptr != written.data() + written.size() || !std::isfinite(out)) return std::nullopt;
  return out;
}

std::vector<std::string> texts(json_value& value) {
  std::vector<std::string> out;
  if (value.type().value() != json_type::array) return out;
  for (auto element : value.get_array()) {
    std::string one = text(element.value());
    if (!one.empty()) out.push_back(std::move(one));
  }
  return out;
}

namespace_state resource_state(json_value& value) {
  return read_enum<namespace_state>(value, resource_states, namespace_state::unknown);
}

capacity_request_state request_state(json_value& value) {
  return read_enum<capacity_request_state>(value, request_states, capacity_request_state::none);
}

operation_state async_state(json_value& value) {
  return read_enum<operation_state>(value, async_states, operation_state::unknown);
}

void capacity_reader::take(std::string_view key, json_value& member) {
  if (names<"onDemand">(key)) {
    on_demand_ = true;
  } else if (names<"provisioned">(key)) {
    provisioned_ = true;
    for_each_member(member, [this](std::string_view inner, json_value& count) {
      if (names<"currentValue">(inner) || names<"value">(inner)) trus_ = number(count);
    });
  }
}

std::optional<capacity> capacity_reader::result() const {
  // A oneof holds one of them; both at once is a contradiction and therefore unknown.
  if (on_demand_ == provisioned_) return std::nullopt;
  if (on_demand_) return on_demand;
  constexpr double trus_max = 100'000;
  if (!trus_ || *trus_ < 1 || *trus_ > trus_max || *trus_ != std::floor(*trus_)) return std::nullopt;
  return provisioned(static_cast<int>(*trus_));
}

}  // namespace headroom::cloud::fields
