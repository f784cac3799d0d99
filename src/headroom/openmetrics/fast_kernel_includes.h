#pragma once

// What fast_kernel.inl.h needs, to be included before a region that is compiled for an instruction set: inline
// functions of the standard library must not be compiled in it, since the linker may pick that copy for everyone.
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/openmetrics/fast_families.h"
#include "headroom/openmetrics/fast_kernel.h"
#include "headroom/openmetrics/fast_points.h"
#include "headroom/openmetrics/hash_set.h"
#include "headroom/openmetrics/hash_text.h"
#include "headroom/openmetrics/line_cursor.h"
#include "headroom/openmetrics/many_digits.h"
#include "headroom/openmetrics/nearest_double.h"
#include "headroom/openmetrics/number.h"
#include "headroom/openmetrics/utf8.h"

namespace headroom::openmetrics {

inline constexpr std::array<bool, 256> name_chars = [] {
  std::array<bool, 256> out{};
  for (int c = 0; c < 256; ++c)
    out[static_cast<std::size_t>(c)] =
        c < 128 && (is_name_start(static_cast<char>(c)) || is_digit(static_cast<char>(c)));
  return out;
}();

inline bool is_name_char(char c) { return name_chars[static_cast<unsigned char>(c)]; }

}  // namespace headroom::openmetrics
