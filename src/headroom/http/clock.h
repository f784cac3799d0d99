#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace headroom::http {

enum class wake : std::uint8_t { time_passed, stopped };

// Time as a parameter, so that tests of retries and quotas do not sleep.
class clock {
 public:
  virtual ~clock() = default;
  [[nodiscard]] virtual std::int64_t unix_ms() const = 0;                 // may be set back
  [[nodiscard]] virtual std::chrono::milliseconds monotonic() const = 0;  // never goes back; its zero means nothing
  virtual wake sleep(std::chrono::milliseconds how_long, const std::stop_token& stop) = 0;
};

// The machine's own clocks; sleeping ends at once when stopped. Stateless: lives as long as the program.
[[nodiscard]] clock& system_clock();

// Sleeps in slices of at most a second and calls `on_slice` after each, so that a waiting activity keeps its heartbeat.
wake sleep_in_slices(clock& time, std::chrono::milliseconds how_long, const std::stop_token& stop,
                     const std::function<void()>& on_slice);

}  // namespace headroom::http
