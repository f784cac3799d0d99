#pragma once

#include <string>
#include <string_view>

namespace temporal::detail {

// RFC 4648, section 4, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);
// Throws configuration_error when the text is not base64.
[[nodiscard]] std::string from_base64(std::string_view text);

}  // namespace temporal::detail
