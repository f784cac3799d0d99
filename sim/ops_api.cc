#include "sim/ops_api.h"

#include <array>
#include <fmt/format.h>
#include <string_view>
#include <vector>

#include "sim/answer.h"
#include "sim/api_version.h"
#include "sim/key_role.h"
#include "sim/ops_account.h"
#include "sim/ops_billing.h"
#include "sim/ops_namespaces.h"

namespace headroom::sim {
namespace {

using answer_function = http_response (*)(ops_call& call, const std::string& id, api_version version);

// `{}` stands for one id.
struct route {
  std::string_view method, pattern;
  answer_function answer;
  permission needs;
};

constexpr std::array routes{
    route{"GET", "/cloud/namespaces", list_namespaces, permission::list},
    route{"GET", "/cloud/namespaces/{}", get_namespace, permission::read_namespace},
    route{"POST", "/cloud/namespaces/{}", update_namespace, permission::write_namespace},
    route{"GET", "/cloud/namespaces/{}/capacity-info", get_capacity_info, permission::read_namespace},
    route{"POST", "/cloud/namespaces/{}/update-tags", update_tags, permission::write_tags},
    route{"POST", "/cloud/namespaces/{}/failover-region", fail_over_region, permission::write_namespace},
    route{"GET", "/cloud/audit-logs", list_audit_logs, permission::read_usage},
    route{"GET", "/cloud/operations/{}", get_operation, permission::list},
    route{"GET", "/cloud/current-identity", get_current_identity, permission::list},
    route{"GET", "/cloud/account", get_account, permission::list},
    route{"GET", "/cloud/usage", get_usage, permission::read_usage},
    route{"POST", "/cloud/billing-reports", create_billing_report, permission::read_billing},
    route{"GET", "/cloud/billing-reports/{}", get_billing_report, permission::read_billing},
    route{"GET", "/cloud/regions", list_regions, permission::list},
    route{"GET", "/cloud/regions/{}", get_region, permission::list},
};

// The id where the path fits the pattern.
std::optional<std::string> match(std::string_view pattern, std::string_view path) {
  const auto hole = pattern.find("{}");
  if (hole == std::string_view::npos) return pattern == path ? std::optional<std::string>("") : std::nullopt;
  const auto before = pattern.substr(0, hole), after = pattern.substr(hole + 2);
  if (!path.starts_with(before) || !path.ends_with(after) || path.size() <= before.size() + after.size()) {
    return std::nullopt;
  }
  const auto id = path.substr(before.size(), path.size() - before.size() - after.size());
  return id.find('/') == std::string_view::npos ? std::optional<std::string>(id) : std::nullopt;
}

}  // namespace

http_response answer_ops(ops_call& call) {
  const auto version = parse_api_version(call.request.header("temporal-cloud-api-version"));
  if (!version) return status_answer(version.error());
  bool path_known = false;
  for (const route& r : routes) {
    const auto id = match(r.pattern, call.request.path);
    if (!id) continue;
    path_known = true;
    if (r.method != call.request.method) continue;
    if (!may(call.key, r.needs, *id)) {
      return status_answer({error_code::permission_denied, "Request unauthorized", retryable::no});
    }
    call.cloud.set_actor(service_account_name(call.key.role));
    return r.answer(call, *id, *version);
  }
  if (path_known) return status_answer({error_code::unimplemented, "Method Not Allowed", retryable::no});
  return status_answer({error_code::not_found, "Not Found", retryable::no});
}

}  // namespace headroom::sim
