#pragma once

#include <cstdint>

#include "headroom/base/rng.h"

namespace headroom::sim {

// Randomness as a pure function of its arguments: the load of a minute does not depend on which minutes were asked for
// before, so any moment can be looked at directly.
constexpr std::uint64_t mix(std::uint64_t seed, std::int64_t a, std::uint64_t salt = 0) {
  std::uint64_t state = seed ^ (static_cast<std::uint64_t>(a) * 0xd1342543de82ef95) ^ (salt * 0x2545f4914f6cdd1d);
  splitmix64(state);
  return splitmix64(state);
}

// Uniform in [0, 1).
constexpr double uniform(std::uint64_t seed, std::int64_t a, std::uint64_t salt = 0) {
  return static_cast<double>(mix(seed, a, salt) >> 11) * 0x1.0p-53;
}

// Mean 0, standard deviation 1, nearly normal: the sum of four uniforms (Irwin-Hall), which needs no logarithm and is
// therefore the same on every platform.
constexpr double near_normal(std::uint64_t seed, std::int64_t a, std::uint64_t salt = 0) {
  std::uint64_t state = mix(seed, a, salt);
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += static_cast<double>(splitmix64(state) >> 11) * 0x1.0p-53;
  return (sum - 2.0) * 1.7320508075688772;
}

// Slow noise: near_normal at every `step` minutes, straight lines between.
constexpr double slow_noise(std::uint64_t seed, std::int64_t minute, std::int64_t step, std::uint64_t salt) {
  const std::int64_t knot = minute >= 0 ? minute / step : (minute - step + 1) / step;
  const double part = static_cast<double>(minute - knot * step) / static_cast<double>(step);
  return (1 - part) * near_normal(seed, knot, salt) + part * near_normal(seed, knot + 1, salt);
}

}  // namespace headroom::sim
