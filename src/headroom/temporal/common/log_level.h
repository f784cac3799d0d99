#pragma once

#include <cstdint>

namespace temporal {

enum class log_level : std::uint8_t { trace, debug, info, warn, error };

}  // namespace temporal
