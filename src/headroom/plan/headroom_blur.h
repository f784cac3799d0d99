#pragma once

#include <array>

namespace headroom::plan {

// A load comes again, but not the same: what was seen in the past is taken to come a little lower or, half as likely, a
// good deal higher. Without this a limit just above the highest past peak looks safe.
struct load_blur {
  double scale = 1, weight = 1;
};

inline constexpr std::array<load_blur, 2> load_blurs{
    {{.scale = 0.9, .weight = 2.0 / 3}, {.scale = 1.3, .weight = 1.0 / 3}}};

}  // namespace headroom::plan
