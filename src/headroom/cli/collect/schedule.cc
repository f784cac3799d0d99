#include "headroom/cli/collect/schedule.h"

#include <algorithm>

#include "headroom/base/time.h"

namespace headroom::cli::collect {

std::chrono::milliseconds until_next_try(std::int64_t now_unix_ms, const try_state& state,
                                         const schedule_rules& rules) {
  constexpr std::int64_t minute_ms = 60'000;
  std::int64_t minutes = 1;
  if (state.failures > 0 && !state.mends_itself) {
    const int doublings = std::min(state.failures - 1, 10);
    minutes = std::min<std::int64_t>(std::int64_t{1} << doublings, rules.minutes_between_tries_max);
  }
  const std::int64_t this_minute = floor_div(now_unix_ms, minute_ms);
  return std::chrono::milliseconds((this_minute + minutes) * minute_ms + rules.offset.count() - now_unix_ms);
}

}  // namespace headroom::cli::collect
