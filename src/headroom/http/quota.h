#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::http {

// A budget of requests per hour that others share, not all of whom we see.
struct quota_rules {
  int requests_per_hour = 180;     // docs.temporal.io/cloud/metrics/openmetrics/api-reference, "Rate Limit Scopes"
  int requests_per_hour_min = 20;  // what is left to us however much others take
  int recovered_per_hour = 40;     // how fast trust comes back after a 429
};

// What the processes of this host have used of it. Times are unix milliseconds.
struct quota_state {
  std::vector<std::int64_t> requests;  // of the last hour, ascending
  std::int64_t blocked_until = 0;      // the service said: not before then
  std::int64_t last_throttled = 0;     // 0: never
  int allowance_when_throttled = 0;    // what turned out to be ours then

  friend bool operator==(const quota_state&, const quota_state&) = default;
};

// How many requests we may make in an hour now. A 429 although the host made fewer than the whole budget means that
// somebody else uses the rest: the allowance falls to four fifths of what the host used, and comes back with time.
[[nodiscard]] int allowance(const quota_state& state, const quota_rules& rules, std::int64_t now);

// Why there is no request left: the processes of this host made as many as there are, or the service throttled them
// earlier and others use the rest, or it named a time before which it wants none.
enum class quota_bound : std::uint8_t { own_requests, others_requests, pause_asked_for };

struct quota_wait {
  std::chrono::milliseconds time{};
  quota_bound why{};

  friend bool operator==(const quota_wait&, const quota_wait&) = default;
};

// Takes one request from the budget, or says how long until there is one, and why. Requests older than an hour are
// forgotten.
[[nodiscard]] std::optional<quota_wait> take_request(quota_state& state, const quota_rules& rules, std::int64_t now);

// Notes a 429. Without Retry-After nothing is blocked: the pause between retries is enough.
void note_throttled(quota_state& state, const quota_rules& rules, std::int64_t now,
                    std::optional<std::chrono::milliseconds> retry_after);

// One line of text: "headroom-quota 1 BLOCKED_UNTIL LAST_THROTTLED ALLOWANCE TIME..." Reading anything else gives a
// fresh state, because a damaged file must not stop the work that it is meant to protect.
[[nodiscard]] std::string to_text(const quota_state& state);
[[nodiscard]] std::optional<quota_state> parse_quota_state(std::string_view text);

}  // namespace headroom::http
