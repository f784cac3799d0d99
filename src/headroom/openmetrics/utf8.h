#pragma once

#include <cstddef>
#include <string_view>

namespace headroom::openmetrics {

// Where the first byte is that does not belong to a well-formed UTF-8 character (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF); text.size() when there is none.
std::size_t first_invalid_utf8(std::string_view text);

// Characters of well-formed UTF-8.
std::size_t count_code_points(std::string_view text);

}  // namespace headroom::openmetrics
