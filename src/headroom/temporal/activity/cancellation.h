#pragma once

#include <cstdint>
#include <string_view>

namespace temporal::activity {

// Why an activity is asked to stop.
enum class cancel_reason : std::uint8_t {
  not_found,        // the server knows the activity no more: completed from elsewhere, or its workflow has ended
  cancelled,        // the workflow asked for it
  timed_out,        // one of its timeouts has passed
  worker_shutdown,  // the worker ends and its graceful period is over
  paused,           // an operator paused the activity
  reset,            // an operator reset it: attempts count from 1 again
};

[[nodiscard]] constexpr std::string_view to_string(cancel_reason reason) {
  constexpr std::string_view names[] = {"not_found", "cancelled", "timed_out", "worker_shutdown", "paused", "reset"};
  return names[static_cast<std::size_t>(reason)];
}

}  // namespace temporal::activity
