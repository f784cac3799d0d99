#pragma once

#include <string_view>

#include "sim/fault.h"

#include "headroom/base/result.h"
#include "headroom/base/toml.h"

namespace headroom::sim {

// One [[fault]] table of a world, or the same keys given at run time.
[[nodiscard]] result<fault> read_fault(const toml::table& table, std::string_view source);

}  // namespace headroom::sim
