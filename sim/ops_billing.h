#pragma once

#include <string>

#include "sim/api_version.h"
#include "sim/ops_api.h"

namespace headroom::sim {

[[nodiscard]] http_response get_usage(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response create_billing_report(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response get_billing_report(ops_call& call, const std::string& id, api_version version);

}  // namespace headroom::sim
