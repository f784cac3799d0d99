#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/strong.h"
#include "headroom/cloud/region_list.h"
#include "headroom/model/capacity.h"

namespace headroom::cloud {

// RESOURCE_STATE_*: only the difference that decides something here.
enum class namespace_state : std::uint8_t { unknown, active, going_away };

// STATE_CAPACITY_REQUEST_*.
enum class capacity_request_state : std::uint8_t { none, in_progress, completed, failed };

// A namespace as the Ops API lists it.
struct ops_namespace {
  namespace_id id;
  std::string resource_version;
  namespace_state state = namespace_state::unknown;
  std::optional<capacity> current;  // empty: the answer does not say
  capacity_request_state latest_request = capacity_request_state::none;
  std::string active_region;
  region_list regions;                        // of the replicas, or of `spec.regions` in older answers
  std::optional<double> actions_per_s_limit;  // limits.actionsPerSecondLimit

  friend bool operator==(const ops_namespace&, const ops_namespace&) = default;
};

// One page of GET /cloud/namespaces.
struct namespace_page {
  std::vector<ops_namespace> namespaces;
  std::string next_page_token;  // empty: the last page
};

// GET /cloud/namespaces/{ns}: what a safe change needs. `spec_json` is the spec byte for byte as it was sent.
struct namespace_detail {
  ops_namespace seen;
  std::string spec_json;
  std::string latest_request_operation_id;
};

// GET /cloud/namespaces/{ns}/capacity-info.
struct capacity_info {
  namespace_id id;
  capacity_offer offer;
  std::optional<capacity> current;
  bool has_legacy_limits = false;
  std::optional<double> mean_aps;  // of the last seven days, as the two below
  std::optional<double> p90_aps;
  std::optional<double> p99_aps;
};

enum class operation_state : std::uint8_t { unknown, pending, in_progress, failed, cancelled, fulfilled, rejected };

std::string_view to_string(operation_state state);  // "fulfilled", ...

// True when the operation will never change again. REJECTED is one of them, although not every client knows it.
[[nodiscard]] constexpr bool is_terminal(operation_state s) {
  return s == operation_state::failed || s == operation_state::cancelled || s == operation_state::fulfilled ||
         s == operation_state::rejected;
}

// GET /cloud/operations/{id}, and what a change answers.
struct async_operation {
  std::string id;
  operation_state state = operation_state::unknown;
  std::string failure_reason;
  std::optional<double> check_after_s;  // checkDuration
};

// GET /cloud/current-identity: whose key it is.
struct identity {
  std::string kind;  // "user" or "service account"
  std::string id;
  std::string name;          // e-mail address or name
  std::string account_role;  // as sent; "" when the answer does not say
};

}  // namespace headroom::cloud
