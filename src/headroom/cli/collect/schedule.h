#pragma once

#include <chrono>
#include <cstdint>

namespace headroom::cli::collect {

// Where within each minute the scrape is made: late enough for the window to have closed everywhere, and not at the
// same second on every machine in the world.
struct schedule_rules {
  std::chrono::milliseconds offset{15'000};
  int minutes_between_tries_max = 15;
};

// What the last tries were like.
struct try_state {
  int failures = 0;          // in a row
  bool mends_itself = true;  // the last one: trouble that may pass, not a setting that somebody must mend
};

// How long to wait for the next try. After a success, and while trouble may pass by itself, the next minute: each one
// that is left out is lost. What somebody must mend is tried after 1, 2, 4, 8, then every 15 minutes.
[[nodiscard]] std::chrono::milliseconds until_next_try(std::int64_t now_unix_ms, const try_state& state,
                                                       const schedule_rules& rules);

}  // namespace headroom::cli::collect
