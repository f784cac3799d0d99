#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>

#include "headroom/backtest/replay.h"
#include "headroom/cost/sold_counts.h"

namespace headroom::backtest {

// Where each count stands on the ladder; counts that are not on sale are never asked for.
inline constexpr auto rung_of_count = [] {
  std::array<std::uint8_t, cost::most_trus + 1> out{};
  for (std::size_t r = 0; r < cost::ladder.size(); ++r)
    out[static_cast<std::size_t>(cost::ladder[r])] = static_cast<std::uint8_t>(r);
  return out;
}();

// Walks through the requests as they take effect.
class effect_cursor {
 public:
  effect_cursor(std::span<const request> requests, int actuation_minutes)
      : rest_(requests), actuation_minutes_(actuation_minutes) {}

  void advance_to(utc_minute now) {
    while (next_change() <= now) {
      rung_ = rung_of_count[static_cast<std::size_t>(rest_.front().wanted.rung())];
      rest_ = rest_.subspan(1);
    }
  }
  [[nodiscard]] utc_minute next_change() const {
    constexpr utc_minute never{std::numeric_limits<std::int64_t>::max()};
    return rest_.empty() ? never : rest_.front().minute + actuation_minutes_;
  }
  [[nodiscard]] std::size_t rung() const { return rung_; }
  [[nodiscard]] int trus() const { return cost::ladder[rung_]; }

 private:
  std::span<const request> rest_;
  int actuation_minutes_;
  std::size_t rung_ = 0;
};

}  // namespace headroom::backtest
