#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "headroom/base/time.h"

namespace headroom::sim {

// Milliseconds of a clock that never goes back; the origin is of no matter.
using monotonic_source = std::function<std::int64_t()>;
monotonic_source steady_milliseconds();

// The simulated cloud's time, in milliseconds since 1970: `speed` times as fast as the source, or standing still (speed
// 0) until advance() moves it. Safe to use from several threads.
class sim_clock {
 public:
  sim_clock(std::int64_t start_unix_ms, double speed, monotonic_source source = steady_milliseconds());

  [[nodiscard]] std::int64_t now_ms() const;
  [[nodiscard]] double speed() const;

  void advance(std::int64_t ms);
  void set_speed(double speed);

 private:
  [[nodiscard]] std::int64_t now_locked() const;

  mutable std::mutex mutex_;
  monotonic_source source_;
  std::int64_t base_ms_;  // simulated time at source_base_ms_
  std::int64_t source_base_ms_;
  double speed_;
};

constexpr utc_minute minute_at(std::int64_t unix_ms) { return minute_of_unix_seconds(floor_div(unix_ms, 1000)); }
// As protojson writes google.protobuf.Timestamp: with no fraction, or with three digits.
std::string proto_timestamp(std::int64_t unix_ms);
constexpr std::int64_t start_ms(utc_minute m) { return m.index * 60'000; }

}  // namespace headroom::sim
