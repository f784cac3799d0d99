#pragma once

#include <memory>

#include "headroom/base/result.h"
#include "headroom/http/client.h"
#include "headroom/http/transport_settings.h"

namespace headroom::http {

// The client over libcurl: HTTP/2 where TLS offers it, keep-alive across calls and threads, gzip, brotli and zstd,
// proxies, IPv6. Cheap to make (about a millisecond once per process); keep one for the life of the program, since the
// open connections live in it. Fails only when libcurl cannot be set up.
[[nodiscard]] result<std::unique_ptr<client>> make_curl_client(transport_settings settings = {});

}  // namespace headroom::http
