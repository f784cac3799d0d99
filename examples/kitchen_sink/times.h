#pragma once

#include <chrono>
#include <cmath>
#include <optional>

#include "headroom/json/json.h"
#include "headroom/temporal/common/duration.h"

namespace kitchen_sink {

// Times of programs: seconds as JSON numbers, exact to the millisecond.
inline temporal::duration duration_of(const headroom::json& seconds) {
  return std::chrono::milliseconds(std::llround(seconds.get<double>() * 1000));
}
inline double seconds_of(temporal::duration d) { return std::chrono::duration<double>(d).count(); }

inline std::optional<temporal::duration> optional_duration(const headroom::json& step, const char* field) {
  const auto found = step.find(field);
  if (found == step.end() || found->is_null()) return std::nullopt;
  return duration_of(*found);
}

}  // namespace kitchen_sink
