#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "headroom/base/result.h"

namespace headroom::sim {

// The header temporal-cloud-api-version: v0.19.1.
struct api_version {
  int major = 0, minor = 0, patch = 0;
  friend constexpr auto operator<=>(const api_version&, const api_version&) = default;
};

inline constexpr api_version newest_version{0, 19, 1};
inline constexpr api_version capacity_since{0, 10, 0}, replicas_since{0, 13, 0}, fairness_since{0, 14, 0},
    regions_until{0, 15, 0};

// Empty text is the newest. Malformed or newer than known: invalid_argument.
[[nodiscard]] result<api_version> parse_api_version(std::string_view header);
std::string to_string(api_version v);

}  // namespace headroom::sim
