#pragma once

#include <string>
#include <string_view>

#include "headroom/base/error.h"
#include "headroom/http/curl_library.h"
#include "headroom/http/message.h"

namespace headroom::http {

// Which phase an attempt was in when it ended.
enum class phase : std::uint8_t { connecting, waiting, receiving };

// A failed transfer as one of our errors. `where` is host:port; `detail` is curl's own text and is shown only for TLS
// and proxies, where it holds the cause (it never holds a header or a query).
[[nodiscard]] error error_of_curl(CURLcode code, phase at, std::string_view where, std::string_view detail,
                                  const request& what);

[[nodiscard]] error first_byte_timeout(std::string_view where, const request& what);
[[nodiscard]] error stall_timeout(std::string_view where, const request& what);
[[nodiscard]] error body_too_large(std::string_view where, const request& what);
[[nodiscard]] error headers_too_large(std::string_view where, const request& what);
[[nodiscard]] error redirected(std::string_view where, int status, std::string_view location);
[[nodiscard]] error cancelled(std::string_view where);

}  // namespace headroom::http
