#pragma once

#include <chrono>
#include <cstdint>

namespace temporal {

// Every timeout and delay of the SDK: nanoseconds in an int64, converted implicitly from 10s, 200ms, 24h.
using duration = std::chrono::nanoseconds;

// A point in time as the server counts it: UTC, nanoseconds since 1970.
using timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

}  // namespace temporal
