#pragma once

#include <string>
#include <string_view>

namespace headroom {

// SHA-256 (FIPS 180-4) of the bytes, as 64 hexadecimal digits. For telling inputs apart and naming them; nothing secret
// is kept by it.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace headroom
