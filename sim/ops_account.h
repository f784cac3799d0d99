#pragma once

#include <string>

#include "sim/api_version.h"
#include "sim/ops_api.h"

namespace headroom::sim {

[[nodiscard]] http_response get_current_identity(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response get_account(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response list_regions(ops_call& call, const std::string&, api_version version);
[[nodiscard]] http_response get_region(ops_call& call, const std::string& id, api_version);
// Who changed what, newest last: one record for each accepted change.
[[nodiscard]] http_response list_audit_logs(ops_call& call, const std::string&, api_version version);

}  // namespace headroom::sim
