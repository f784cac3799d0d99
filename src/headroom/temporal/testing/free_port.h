#pragma once

#include <cstdint>

namespace temporal::testing {

// A TCP port of 127.0.0.1 that nobody listens on now. Somebody else may take it before its user does, so whoever starts
// a server on it tries again with another one when the server does not come up. Throws std::system_error.
[[nodiscard]] std::uint16_t free_port();

}  // namespace temporal::testing
