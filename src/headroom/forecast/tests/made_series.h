#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "headroom/base/rng.h"

namespace headroom::forecast {

// Hourly load with a day, a weekend and noise; the same for the same seed.
struct made_series {
  std::size_t size = 28 * 24;
  double level = 100;
  double day = 30;       // height of the daily wave
  double weekend = 0.5;  // what is left of the load at weekends
  double noise = 3;      // standard deviation
  std::uint64_t seed = 1;

  [[nodiscard]] std::vector<double> values() const {
    rng random(seed);
    std::vector<double> out;
    for (std::size_t t = 0; t < size; ++t) {
      const double wave = day * std::sin(2 * std::numbers::pi * static_cast<double>(t % 24) / 24);
      const double share = t / 24 % 7 < 5 ? 1 : weekend;
      double bell = -6;  // twelve uniform numbers are nearly normal
      for (int i = 0; i < 12; ++i) bell += random.uniform();
      out.push_back(share * (level + wave) + noise * bell);
    }
    return out;
  }
};

}  // namespace headroom::forecast
