#pragma once

#include <cstdint>

#include "sim/operation.h"

#include "headroom/json/json.h"

namespace headroom::sim {

// temporal.api.cloud.operation.v1.AsyncOperation.
[[nodiscard]] ordered_json operation_json(const operation& op, std::int64_t now_ms);

}  // namespace headroom::sim
