#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/world_file.h"

#include "headroom/base/result.h"

namespace headroom::sim {

// Files that are part of the program: "demo.toml", "crane_02.csv.gz", ...; empty when there is none of that name.
[[nodiscard]] std::optional<std::string_view> builtin_file(std::string_view name);

// The demo account of 40 namespaces (worlds/demo.toml). A seed of 0 keeps the file's own.
[[nodiscard]] result<world> demo_world(utc_minute begin, std::uint64_t seed);

// An account of any size, up to 100,000: the demo's kinds of load over and over at other scales and capacities.
[[nodiscard]] result<world> fleet_world(utc_minute begin, std::uint64_t seed, int namespaces);

}  // namespace headroom::sim
