#pragma once

#include <memory>

#include "headroom/temporal/testing/dev_server.h"

namespace temporal::tests {

// The runtime and the server that all tests of the program share; made when first asked for.
[[nodiscard]] const std::shared_ptr<runtime>& shared_runtime();
[[nodiscard]] testing::dev_server& shared_server();
// Ends both; at the end of main.
void stop_shared_server();

}  // namespace temporal::tests
