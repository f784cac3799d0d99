#pragma once

#include <string>

#include "headroom/temporal/runtime/runtime_options.h"

namespace temporal::detail {

// The runtime document of bridge/README.md.
[[nodiscard]] std::string runtime_json(const runtime_options& options);

}  // namespace temporal::detail
