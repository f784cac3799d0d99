#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "headroom/base/result.h"
#include "headroom/http/message.h"

namespace headroom::http {

// What one attempt came to, as far as trying again is concerned.
enum class outcome : std::uint8_t {
  success,
  throttled,          // 429: the other side asks for a pause
  server_trouble,     // 500, 502, 503, 504
  transport_trouble,  // no answer, or half of one
  refused,            // anything that another try would only repeat: 4xx, TLS, a bad URL
};

[[nodiscard]] outcome classify(const result<response>& answer);

struct retry_rules {
  int attempts_max = 4;
  std::chrono::milliseconds first_wait{250};
  double factor = 2;
  std::chrono::milliseconds wait_max{20'000};
  std::chrono::milliseconds total_max{90'000};  // attempts and waits together
};

struct attempt {
  int number = 1;  // of the attempt that has just ended
  outcome ended = outcome::success;
  std::chrono::milliseconds elapsed{0};                  // since the first attempt began
  std::optional<std::chrono::milliseconds> retry_after;  // what the other side asked for
  std::uint64_t seed = 0;                                // of the jitter
};

enum class stop_reason : std::uint8_t { none, done, not_retryable, attempts_used_up, time_used_up };

struct retry_decision {
  std::optional<std::chrono::milliseconds> wait;  // empty: stop
  stop_reason reason = stop_reason::none;

  friend bool operator==(const retry_decision&, const retry_decision&) = default;
};

// Whether to try again, and after which pause: exponential from `first_wait` with full-width jitter of a fifth around
// it, never less than Retry-After, and only if the pause ends within `total_max`. The same arguments give the same
// answer.
//
//   attempt   pause before the next, 250 ms and factor 2 (jitter 80 to 120 %)
//   1         200 to 300 ms
//   2         400 to 600 ms
//   3         800 to 1,200 ms
//   4         none: attempts_max
[[nodiscard]] retry_decision decide_retry(const retry_rules& rules, const attempt& last);

}  // namespace headroom::http
