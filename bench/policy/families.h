#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "headroom/backtest/trace.h"

namespace headroom::bench {

// A kind of load that a policy meets sooner or later, made up: five weeks of minutes.
struct load_family {
  std::string_view name;
  backtest::trace (*make)(std::uint64_t seed);
};

std::span<const load_family> load_families();

}  // namespace headroom::bench
