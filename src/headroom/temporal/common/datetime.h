#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/common/duration.h"

namespace temporal {

// "2024-02-03T04:05:06Z", with a fraction (3, 6 or 9 digits) only where there is one.
[[nodiscard]] std::string to_rfc3339(timestamp t);

// Reads RFC 3339 with Z or an offset and up to nine digits of fraction, between 1677 and 2262, which is what a
// timestamp holds. Throws payload_error.
[[nodiscard]] timestamp parse_rfc3339(std::string_view text);

}  // namespace temporal
