#include "sim/key_role.h"

#include <algorithm>
#include <array>
#include <utility>

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

constexpr std::array names{
    std::pair{key_role::metrics_read, std::string_view("metrics-read")},
    std::pair{key_role::read, std::string_view("read")},
    std::pair{key_role::developer, std::string_view("developer")},
    std::pair{key_role::namespace_admin, std::string_view("namespace-admin")},
    std::pair{key_role::namespace_read, std::string_view("namespace-read")},
    std::pair{key_role::finance_admin, std::string_view("finance-admin")},
    std::pair{key_role::global_admin, std::string_view("global-admin")},
    std::pair{key_role::account_owner, std::string_view("account-owner")},
};

bool names_namespace(const api_key& key, std::string_view id) {
  return std::any_of(key.namespaces.begin(), key.namespaces.end(),
                     [&](const std::string& glob) { return glob_matches(glob, id); });
}

}  // namespace

std::string_view to_string(key_role role) {
  for (const auto& [known, name] : names) {
    if (known == role) return name;
  }
  return "unknown";
}

std::optional<key_role> parse_key_role(std::string_view text) {
  for (const auto& [role, name] : names) {
    if (name == text) return role;
  }
  return std::nullopt;
}

std::string key_role_names() {
  std::string out;
  for (const auto& [role, name] : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

std::string service_account_name(key_role role) { return "sim-" + std::string(to_string(role)); }

std::string_view account_role_name(key_role role) {
  switch (role) {
    case key_role::metrics_read:
      return "ROLE_METRICS_READ";
    case key_role::developer:
      return "ROLE_DEVELOPER";
    case key_role::finance_admin:
      return "ROLE_FINANCE_ADMIN";
    case key_role::global_admin:
      return "ROLE_ADMIN";
    case key_role::account_owner:
      return "ROLE_OWNER";
    default:
      return "ROLE_READ";
  }
}

bool may(const api_key& key, permission what, std::string_view namespace_id) {
  const bool admin = key.role == key_role::global_admin || key.role == key_role::account_owner;
  const bool metrics_only = key.role == key_role::metrics_read;
  switch (what) {
    case permission::read_metrics:
      return metrics_only || admin;
    case permission::list:
      return true;
    case permission::read_namespace:
      return admin || key.role == key_role::developer ||
             ((key.role == key_role::namespace_admin || key.role == key_role::namespace_read) &&
              names_namespace(key, namespace_id));
    case permission::write_namespace:
      return admin || (key.role == key_role::namespace_admin && names_namespace(key, namespace_id));
    case permission::read_usage:
      return admin || key.role == key_role::finance_admin;
    case permission::read_billing:
      return key.role == key_role::account_owner || key.role == key_role::finance_admin;
    case permission::write_tags:
      return admin;
  }
  return false;
}

}  // namespace headroom::sim
