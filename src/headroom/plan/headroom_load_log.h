#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::plan {

// The loads a policy has seen, minute by minute, numbered from the first on, which begins a clock hour. A month is
// kept: what recurs by the week shows up four times in it.
class load_log {
 public:
  static constexpr std::int64_t kept_minutes = 29 * 1440;
  static constexpr std::size_t features = 5;
  using state = std::array<float, features>;

  // When minute 0 is. Said once, before the first minute.
  void begin_at(utc_minute time) { origin_ = time; }
  [[nodiscard]] utc_minute time_of(std::int64_t minute) const { return origin_ + minute; }
  [[nodiscard]] std::int64_t minute_of(utc_minute time) const { return time - origin_; }

  // The next minute. An unknown load counts as the mean of about the last hour.
  void add(std::optional<double> load_aps);

  [[nodiscard]] std::int64_t begin() const { return end() > kept_minutes ? end() - kept_minutes : 0; }
  [[nodiscard]] std::int64_t end() const { return first_ + std::ssize(loads_aps_); }
  [[nodiscard]] bool has(std::int64_t from, std::int64_t minutes) const {
    return from >= begin() && from + minutes <= end();
  }
  [[nodiscard]] double operator[](std::int64_t minute) const { return loads_aps_[place(minute)]; }
  [[nodiscard]] std::span<const double> part(std::int64_t from, std::int64_t minutes) const {
    return std::span(loads_aps_).subspan(place(from), static_cast<std::size_t>(minutes));
  }

  // How the load stood at a minute: logarithms of it and of its means over 1, 2-4, 5-14 and 15-59 minutes before.
  [[nodiscard]] const state& state_at(std::int64_t minute) const { return states_[place(minute)]; }
  // How a whole clock hour went, by its first minute: logarithms of its highest minute and of its mean.
  struct hour_level {
    float peak = 0, mean = 0;
  };
  [[nodiscard]] const hour_level& hour_at(std::int64_t start) const { return hours_[place(start) / 60]; }

  // How unlike two states are.
  static float distance(const state& a, const state& b);
  static float distance(const hour_level& a, const hour_level& b);

 private:
  [[nodiscard]] std::size_t place(std::int64_t minute) const { return static_cast<std::size_t>(minute - first_); }
  void add_hour();
  [[nodiscard]] float level_before(int youngest_minutes, int oldest_minutes) const;

  utc_minute origin_;
  std::int64_t first_ = 0;
  std::vector<double> loads_aps_;
  std::vector<state> states_;
  std::vector<hour_level> hours_;
  double mean_aps_ = 0;
};

}  // namespace headroom::plan
