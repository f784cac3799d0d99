#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "headroom/base/secret.h"

namespace headroom::http {

// `text` with every occurrence of the key replaced by "[key]": for bytes that come from outside and may echo it.
[[nodiscard]] std::string redact(std::string_view text, const secret& key);

// The first characters of a body as one line that is safe to show: redacted, escaped, at most `bytes_max` of the body.
[[nodiscard]] std::string excerpt(std::string_view body, const secret& key, std::size_t bytes_max = 120);

}  // namespace headroom::http
