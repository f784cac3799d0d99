#pragma once

#include <string>

namespace temporal::detail {

// A random version 4 UUID as text, for request and update ids. Not for workflow code, which must repeat itself.
[[nodiscard]] std::string random_uuid();

}  // namespace temporal::detail
