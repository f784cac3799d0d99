#pragma once

#include <cstdint>
#include <string>

#include "sim/account.h"
#include "sim/api_version.h"
#include "sim/live_namespace.h"

#include "headroom/json/json.h"

namespace headroom::sim {

// temporal.api.cloud.namespace.v1.Namespace, appended as JSON text. Written by hand, since a listing has a thousand.
void append_namespace(std::string& out, account& in, live_namespace& n, api_version version, std::int64_t now_ms);

[[nodiscard]] ordered_json capacity_json(const live_namespace& n, std::int64_t now_ms);
[[nodiscard]] ordered_json capacity_info_json(account& in, live_namespace& n, std::int64_t now_ms);

}  // namespace headroom::sim
