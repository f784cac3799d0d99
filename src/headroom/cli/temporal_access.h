#pragma once

#include <memory>

#include "headroom/base/result.h"
#include "headroom/cli/global_options.h"
#include "headroom/temporal/client/client.h"

namespace headroom::cli {

// The Temporal service as flags, TEMPORAL_* and temporal.toml name it, in that order.
result<temporal::connect_options> temporal_options(const global_options& global);

// Connects; the error says where to, what happened and what to do next, and never a key.
result<temporal::client> connect_temporal(const std::shared_ptr<temporal::runtime>& on,
                                          const temporal::connect_options& options);

}  // namespace headroom::cli
