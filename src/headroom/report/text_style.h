#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::report {

// The few looks that a table needs, from the terminal's own 16 colours, so that they suit dark and light themes.
enum class look : std::uint8_t {
  plain,
  bold,
  dim,
  red,
  yellow,
  green,
  cyan,
  red_bold,
  yellow_bold,
  green_bold,
  cyan_bold
};

enum class colour_use : std::uint8_t { off, on };

// The text in that look, or as it is when colours are off.
[[nodiscard]] std::string styled(std::string_view text, look how, colour_use colours);

}  // namespace headroom::report
