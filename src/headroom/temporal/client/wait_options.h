#pragma once

#include <optional>
#include <stop_token>

#include "headroom/temporal/common/duration.h"

namespace temporal {

// How long to wait for something that a workflow does. Without a timeout the wait outlasts servers that restart and
// connections that break.
struct wait_options {
  std::optional<duration> timeout;  // then wait_timeout_error
  std::stop_token stop;             // a request ends the wait with rpc_cancelled_error
};

}  // namespace temporal
