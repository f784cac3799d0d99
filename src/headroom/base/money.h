#pragma once

#include <cstdint>

#include "headroom/base/strong.h"

namespace headroom {

// US dollars in millionths. Money is an integer everywhere; it is rounded once, where a price meets a quantity.
using usd_micros = strong<std::int64_t, struct usd_micros_tag>;

constexpr usd_micros operator+(usd_micros a, usd_micros b) { return usd_micros(a.value() + b.value()); }
constexpr usd_micros operator-(usd_micros a, usd_micros b) { return usd_micros(a.value() - b.value()); }
constexpr double usd(usd_micros money) { return static_cast<double>(money.value()) / 1e6; }

}  // namespace headroom
