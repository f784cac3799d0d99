#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/client/connect_options.h"

namespace temporal::detail {

// host:port, or a URL, as the bridge wants it: with http:// or https://. Throws configuration_error for other schemes.
[[nodiscard]] std::string target_url(const connect_options::values& options);

// The connection document of bridge/README.md.
[[nodiscard]] std::string connection_json(const connect_options::values& options, std::string_view identity);

}  // namespace temporal::detail
