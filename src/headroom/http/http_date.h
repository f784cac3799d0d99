#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace headroom::http {

// Reads the three forms of a date in RFC 9110 5.6.7 ("Sun, 06 Nov 1994 08:49:37 GMT", RFC 850's and asctime's), as
// seconds since 1970. Empty when it is none of them.
[[nodiscard]] std::optional<std::int64_t> parse_http_date(std::string_view text);

// Reads Retry-After (RFC 9110 10.2.3): whole seconds, or a date, of which the time left is the answer (0 when past).
// Empty when it is neither; more than ten years count as ten years.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view text,
                                                                         std::int64_t now_unix_ms);

}  // namespace headroom::http
