#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <stop_token>

#include "headroom/base/result.h"
#include "headroom/http/message.h"

namespace headroom::http {

struct progress {
  std::uint64_t body_bytes = 0;  // received so far, as sent
  std::chrono::milliseconds elapsed{0};
};

// What the caller wants to know and to be able to do while a request is on its way.
struct watch {
  std::stop_token stop;                                // ends the request at once with error_code::cancelled
  std::function<void(const progress&)> on_progress{};  // called from the calling thread, about once a second
};

// One request, one answer. The one seam between headroom and the network.
class client {
 public:
  virtual ~client() = default;

  // Blocks until the answer is whole, or fails within `timeouts.total`. Every HTTP status is an answer except a
  // redirect: that is an error (failed_precondition) naming the target's host, because following it could hand the key
  // to somebody else. Transport errors: unavailable (no such host, refused, reset), deadline_exceeded (a phase took too
  // long), data_loss (cut), out_of_range (larger than the limits), failed_precondition (TLS), invalid_argument (bad
  // URL, or a key that would travel in clear text), cancelled. `retryable` says whether another try can help. May be
  // called from several threads at once.
  [[nodiscard]] virtual result<response> send(const request& what, const watch& how) = 0;
};

}  // namespace headroom::http
