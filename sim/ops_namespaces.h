#pragma once

#include <string>

#include "sim/api_version.h"
#include "sim/ops_api.h"

namespace headroom::sim {

[[nodiscard]] http_response list_namespaces(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response get_namespace(ops_call& call, const std::string& id, api_version version);
[[nodiscard]] http_response get_capacity_info(ops_call& call, const std::string& id, api_version version);
[[nodiscard]] http_response update_namespace(ops_call& call, const std::string& id, api_version version);
[[nodiscard]] http_response update_tags(ops_call& call, const std::string& id, api_version version);
[[nodiscard]] http_response fail_over_region(ops_call& call, const std::string& id, api_version version);
[[nodiscard]] http_response get_operation(ops_call& call, const std::string& id, api_version version);

}  // namespace headroom::sim
