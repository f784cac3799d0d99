#pragma once

#include <cstdint>
#include <string>

namespace temporal::tests {

// A worker in a process of its own: serves until SIGTERM; the exit status. See crash_test.cc.
int serve_until_signal(const std::string& target, const std::string& queue, std::uint32_t max_cached_workflows);

}  // namespace temporal::tests
