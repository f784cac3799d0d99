#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/common/payload.h"

namespace kitchen_sink {

// RFC 4648 with padding. Throws std::runtime_error for text that is none.
temporal::bytes bytes_from_base64(std::string_view text);
std::string base64_of(const temporal::bytes& bytes);

}  // namespace kitchen_sink
