#pragma once

#include <cstdint>
#include <optional>

namespace headroom::sim {

// At most `calls_max` calls in each window of fixed length; 0 is no limit.
class window_counter {
 public:
  window_counter(int calls_max, std::int64_t window_ms) : calls_max_(calls_max), window_ms_(window_ms) {}

  // Takes one call, or says in how many milliseconds the window begins anew.
  [[nodiscard]] std::optional<std::int64_t> take(std::int64_t now_ms) {
    if (calls_max_ == 0) return std::nullopt;
    if (!begin_ms_ || now_ms - *begin_ms_ >= window_ms_) {
      begin_ms_ = now_ms;
      used_ = 0;
    }
    if (used_ >= calls_max_) return *begin_ms_ + window_ms_ - now_ms;
    ++used_;
    return std::nullopt;
  }
  [[nodiscard]] int used() const { return used_; }

 private:
  int calls_max_;
  std::int64_t window_ms_;
  std::optional<std::int64_t> begin_ms_;
  int used_ = 0;
};

}  // namespace headroom::sim
