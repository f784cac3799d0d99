#include "sim/namespace_spec.h"

#include <array>
#include <fmt/format.h>
#include <string>

namespace headroom::sim {
namespace {

using enum proto_type;

constexpr std::array certificate_filter{proto_field{"commonName"}, proto_field{"organization"},
                                        proto_field{"organizationalUnit"}, proto_field{"subjectAlternativeName"}};
constexpr std::array mtls_auth{proto_field{"acceptedClientCaDeprecated"},
                               proto_field{"certificateFilters", message_list, certificate_filter},
                               proto_field{"enabled", boolean}, proto_field{"acceptedClientCa", bytes}};
constexpr std::array enabled{proto_field{"enabled", boolean}};
constexpr std::array error_message{proto_field{"message"}, proto_field{"link"}};
constexpr std::array custom_error{proto_field{"default", message, error_message}};
constexpr std::array codec_server{proto_field{"endpoint"}, proto_field{"passAccessToken", boolean},
                                  proto_field{"includeCrossOriginCredentials", boolean},
                                  proto_field{"customErrorMessage", message, custom_error}};
constexpr std::array lifecycle{proto_field{"enableDeleteProtection", boolean}};
constexpr std::array high_availability{proto_field{"disableManagedFailover", boolean},
                                       proto_field{"disablePassivePollerForwarding", boolean}};
constexpr std::array<proto_field, 0> nothing{};
constexpr std::array provisioned_mode{proto_field{"value", number}};
constexpr std::array capacity_spec{proto_field{"onDemand", message, nothing, true},
                                   proto_field{"provisioned", message, provisioned_mode, true}};
constexpr std::array replica{proto_field{"region"}};
constexpr std::array fairness{proto_field{"taskQueueFairnessEnabled", boolean}};
constexpr std::array schema{proto_field{"name"},
                            proto_field{"regions", text_list},
                            proto_field{"retentionDays", int32},
                            proto_field{"mtlsAuth", message, mtls_auth},
                            proto_field{"customSearchAttributes", text_map},
                            proto_field{"codecServer", message, codec_server},
                            proto_field{"apiKeyAuth", message, enabled},
                            proto_field{"searchAttributes", search_attribute_map},
                            proto_field{"lifecycle", message, lifecycle},
                            proto_field{"highAvailability", message, high_availability},
                            proto_field{"connectivityRuleIds", text_list},
                            proto_field{"capacitySpec", message, capacity_spec},
                            proto_field{"replicas", message_list, replica},
                            proto_field{"fairness", message, fairness}};

}  // namespace

proto_schema namespace_spec_schema() { return schema; }

ordered_json initial_spec(const world_namespace& n) {
  json spec = {{"name", n.name},
               {"retentionDays", n.retention_days},
               {"apiKeyAuth", {{"enabled", true}}},
               {"mtlsAuth", {{"enabled", false}}},
               {"searchAttributes", {{"CustomerId", "SEARCH_ATTRIBUTE_TYPE_KEYWORD"}}},
               {"lifecycle", {{"enableDeleteProtection", true}}},
               {"capacitySpec", capacity_spec_of(n.start)},
               {"replicas", json::array({{{"region", n.region}}})}};
  if (!n.replica.empty()) {
    spec["replicas"].push_back({{"region", n.replica}});
    spec["highAvailability"] = {{"disableManagedFailover", false}};
  }
  return *normalise(spec, schema);
}

result<std::optional<capacity>> capacity_of(const ordered_json& asked) {
  if (asked.is_null()) return std::nullopt;
  if (asked.contains("onDemand")) return on_demand;
  if (!asked.contains("provisioned")) return std::nullopt;
  const double value = asked["provisioned"]["value"].get<double>();
  if (value != static_cast<int>(value) || value < 1) {
    return fail(error_code::invalid_argument, fmt::format("invalid provisioned capacity value {}", value));
  }
  return provisioned(static_cast<int>(value));
}

ordered_json capacity_spec_of(const capacity& c) {
  if (c.mode() == capacity_mode::on_demand) return {{"onDemand", ordered_json::object()}};
  return {{"provisioned", {{"value", c.rung()}}}};
}

}  // namespace headroom::sim
