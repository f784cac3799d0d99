#pragma once

#include <vector>

#include "sim/account.h"
#include "sim/http_message.h"

namespace headroom::sim {

// GET /v1/metrics and /v1/descriptors, for a caller who may read metrics.
[[nodiscard]] http_response answer_metrics(account& cloud, const http_request& request,
                                           const std::vector<fault>& faults, std::int64_t now_ms);

}  // namespace headroom::sim
