#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/world.h"

namespace headroom::sim {

std::string_view to_string(key_role role);  // "metrics-read", ...
std::optional<key_role> parse_key_role(std::string_view text);
std::string key_role_names();
// The service account that a key of this role belongs to, as the API names it: "sim-global-admin".
std::string service_account_name(key_role role);
// The proto's name of an account role: "ROLE_METRICS_READ"; namespace roles are members that only read the account.
std::string_view account_role_name(key_role role);

// What a key may do (docs/cloud/manage-access/permissions-reference).
enum class permission : std::uint8_t {
  read_metrics,
  list,
  read_namespace,
  write_namespace,
  read_usage,
  read_billing,
  write_tags
};
[[nodiscard]] bool may(const api_key& key, permission what, std::string_view namespace_id = "");

}  // namespace headroom::sim
