#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "headroom/plan/headroom_load_log.h"

namespace headroom::plan {

// A log as it stood at some minute: what was known before `end`. The log must outlive it.
class load_view {
 public:
  explicit load_view(const load_log& log) : load_view(log, log.end()) {}
  load_view(const load_log& log, std::int64_t end) : log_(&log), end_(std::min(end, log.end())) {}

  [[nodiscard]] std::int64_t begin() const { return log_->begin(); }
  [[nodiscard]] std::int64_t end() const { return end_; }
  [[nodiscard]] bool has(std::int64_t from, std::int64_t minutes) const {
    return from >= begin() && from + minutes <= end_;
  }
  [[nodiscard]] utc_minute time_of(std::int64_t minute) const { return log_->time_of(minute); }
  [[nodiscard]] std::span<const double> part(std::int64_t from, std::int64_t minutes) const {
    return log_->part(from, minutes);
  }
  [[nodiscard]] const load_log::state& state_at(std::int64_t minute) const { return log_->state_at(minute); }
  [[nodiscard]] const load_log::hour_level& hour_at(std::int64_t start) const { return log_->hour_at(start); }

 private:
  const load_log* log_;
  std::int64_t end_;
};

}  // namespace headroom::plan
