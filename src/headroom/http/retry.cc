#include "headroom/http/retry.h"

#include <algorithm>
#include <cmath>

#include "headroom/base/rng.h"

namespace headroom::http {
namespace {

using std::chrono::milliseconds;

milliseconds backoff(const retry_rules& rules, const attempt& last) {
  rng random(last.seed + static_cast<std::uint64_t>(last.number));
  const double jitter = 0.8 + 0.4 * random.uniform();
  const double wait_ms =
      static_cast<double>(rules.first_wait.count()) * std::pow(rules.factor, last.number - 1) * jitter;
  const double bound_ms = static_cast<double>(rules.wait_max.count());
  return milliseconds(static_cast<milliseconds::rep>(std::min(wait_ms, bound_ms)));
}

}  // namespace

outcome classify(const result<response>& answer) {
  if (!answer) return answer.error().retry == retryable::yes ? outcome::transport_trouble : outcome::refused;
  const int status = answer->status;
  if (status == 429) return outcome::throttled;
  if (status == 500 || status == 502 || status == 503 || status == 504) return outcome::server_trouble;
  return status >= 200 && status < 300 ? outcome::success : outcome::refused;
}

retry_decision decide_retry(const retry_rules& rules, const attempt& last) {
  if (last.ended == outcome::success) return {.reason = stop_reason::done};
  if (last.ended == outcome::refused) return {.reason = stop_reason::not_retryable};
  if (last.number >= rules.attempts_max) return {.reason = stop_reason::attempts_used_up};
  const milliseconds wait = std::max(backoff(rules, last), last.retry_after.value_or(milliseconds::zero()));
  // Subtraction and not addition: a Retry-After of centuries must not overflow.
  if (last.elapsed >= rules.total_max || wait > rules.total_max - last.elapsed) {
    return {.reason = stop_reason::time_used_up};
  }
  return {.wait = wait};
}

}  // namespace headroom::http
