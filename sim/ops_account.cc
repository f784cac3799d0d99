#include "sim/ops_account.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <tuple>
#include <vector>

#include "sim/answer.h"
#include "sim/key_role.h"
#include "sim/noise.h"

namespace headroom::sim {
namespace {

struct region {
  std::string_view id, place;
};

constexpr std::array regions{region{"aws-ap-northeast-1", "Tokyo"},     region{"aws-ap-south-1", "Mumbai"},
                             region{"aws-ap-southeast-1", "Singapore"}, region{"aws-ap-southeast-2", "Sydney"},
                             region{"aws-ca-central-1", "Canada"},      region{"aws-eu-central-1", "Frankfurt"},
                             region{"aws-eu-west-1", "Ireland"},        region{"aws-eu-west-2", "London"},
                             region{"aws-sa-east-1", "São Paulo"},      region{"aws-us-east-1", "N. Virginia"},
                             region{"aws-us-east-2", "Ohio"},           region{"aws-us-west-2", "Oregon"},
                             region{"gcp-europe-west3", "Frankfurt"},   region{"gcp-us-central1", "Iowa"},
                             region{"gcp-us-west1", "Oregon"}};

bool is_namespace_role(key_role role) { return role == key_role::namespace_admin || role == key_role::namespace_read; }

// Which namespaces the key has permissions of its own for.
ordered_json namespace_accesses(ops_call& call) {
  ordered_json out = ordered_json::object();
  if (!is_namespace_role(call.key.role)) return out;
  const std::string_view permission =
      call.key.role == key_role::namespace_admin ? "PERMISSION_ADMIN" : "PERMISSION_READ";
  for (const live_namespace& n : call.cloud.namespaces()) {
    if (!may(call.key, permission::read_namespace, n.id.value())) continue;
    out[n.id.value()] = {{"permissionDeprecated", ""}, {"permission", permission}};
  }
  return out;
}

ordered_json region_json(const region& r) {
  return {{"id", r.id},
          {"cloudProviderDeprecated", ""},
          {"cloudProviderRegion", r.id.substr(4)},
          {"location", r.place},
          {"cloudProvider", r.id.starts_with("gcp") ? "CLOUD_PROVIDER_GCP" : "CLOUD_PROVIDER_AWS"}};
}

}  // namespace

http_response get_current_identity(ops_call& call, const std::string&, api_version) {
  const std::string id =
      fmt::format("{:032x}", mix(call.cloud.description().seed, static_cast<int>(call.key.role), 31));
  const std::string name = service_account_name(call.key.role);
  const std::string created = "2025-01-01T00:00:00Z";
  return json_answer({{"serviceAccount",
                       {{"id", id},
                        {"resourceVersion", "1"},
                        {"spec",
                         {{"name", name},
                          {"access",
                           {{"accountAccess",
                             {{"roleDeprecated", ""},
                              {"role", account_role_name(call.key.role)},
                              {"customRoles", ordered_json::array()}}},
                            {"namespaceAccesses", namespace_accesses(call)},
                            {"customRolesDeprecated", ordered_json::array()}}},
                          {"namespaceScopedAccess", nullptr},
                          {"description", ""}}},
                        {"state", "RESOURCE_STATE_ACTIVE"},
                        {"asyncOperationId", ""},
                        {"createdTime", created},
                        {"lastModifiedTime", nullptr}}},
                      {"principalApiKey",
                       {{"id", id.substr(0, 16)},
                        {"resourceVersion", "1"},
                        {"spec",
                         {{"ownerId", id},
                          {"ownerType", "OWNER_TYPE_SERVICE_ACCOUNT"},
                          {"displayName", name},
                          {"description", ""},
                          {"expiryTime", "2027-01-01T00:00:00Z"},
                          {"disabled", false}}},
                        {"state", "RESOURCE_STATE_ACTIVE"},
                        {"createdTime", created}}}});
}

http_response get_account(ops_call& call, const std::string&, api_version) {
  return json_answer({{"account",
                       {{"id", call.cloud.description().account.value()},
                        {"spec", {{"metrics", nullptr}}},
                        {"resourceVersion", "1"},
                        {"state", "RESOURCE_STATE_ACTIVE"},
                        {"asyncOperationId", ""},
                        {"metrics", nullptr}}}});
}

http_response list_regions(ops_call&, const std::string&, api_version) {
  ordered_json out = ordered_json::array();
  for (const region& r : regions) out.push_back(region_json(r));
  return json_answer({{"regions", std::move(out)}});
}

http_response get_region(ops_call&, const std::string& id, api_version) {
  const auto* const found = std::find_if(regions.begin(), regions.end(), [&](const region& r) { return r.id == id; });
  if (found == regions.end()) return not_found_answer("region", id);
  return json_answer({{"region", region_json(*found)}});
}

http_response list_audit_logs(ops_call& call, const std::string&, api_version) {
  std::vector<const operation*> all;
  for (const auto& [id, op] : call.cloud.operations()) all.push_back(&op);
  std::sort(all.begin(), all.end(), [](const operation* a, const operation* b) {
    return std::tie(a->accepted_ms, a->id) < std::tie(b->accepted_ms, b->id);
  });
  ordered_json logs = ordered_json::array();
  for (const operation* op : all) {
    logs.push_back({{"emitTime", proto_timestamp(op->accepted_ms)},
                    {"operation", op->type},
                    {"status", op->state_at(call.now_ms) == operation_state::fulfilled ? "OK" : "PENDING"},
                    {"version", 1},
                    {"logId", op->id},
                    {"principal", {{"type", "service-account"}, {"id", op->by}, {"name", op->by}, {"apiKeyId", ""}}},
                    {"rawDetails", op->input},
                    {"xForwardedFor", ""},
                    {"asyncOperationId", op->id}});
  }
  return json_answer({{"logs", std::move(logs)}, {"nextPageToken", ""}});
}

}  // namespace headroom::sim
