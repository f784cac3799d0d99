#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/secret.h"
#include "headroom/cloud/api_error.h"
#include "headroom/cloud/hooks.h"
#include "headroom/http/retry.h"
#include "headroom/http/url.h"

namespace headroom::cloud {

// One of the two APIs: where it is and how it is asked.
struct endpoint {
  api which = api::metrics;
  std::string base_url;
  secret key;
  std::vector<http::header> headers;
  http::phase_timeouts timeouts;
  http::size_limits limits;
  http::retry_rules retries;
  std::uint64_t jitter_seed = 0;
};

// Sends requests to one API with budget, retries and deadline, and turns answers into values. The decoder runs inside
// the retry, so that an answer that is cut or garbled is asked for again. Not thread-safe.
class caller {
 public:
  // `deadline` is on services.time's monotonic clock: no attempt lasts, and no pause begins, beyond it.
  caller(endpoint target, services with, const hooks& tell, std::chrono::milliseconds deadline);

  template <class Value>
  using decoder = std::function<result<Value>(http::response& answer)>;

  template <class Value>
  [[nodiscard]] result<Value> get(std::string_view path, const http::query_parameters& query,
                                  const decoder<Value>& decode) {
    return ask<Value>(http::method::get, path, query, {}, decode);
  }
  // `body` is JSON. It may be sent again after an answer that was lost, so the request must be one that the service
  // does once only, by an id in it or by a version.
  template <class Value>
  [[nodiscard]] result<Value> post(std::string_view path, std::string body, const decoder<Value>& decode) {
    return ask<Value>(http::method::post, path, {}, std::move(body), decode);
  }

  [[nodiscard]] int calls() const { return calls_; }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] const endpoint& target() const { return target_; }
  [[nodiscard]] std::chrono::milliseconds time_left() const;
  [[nodiscard]] bool pause(std::chrono::milliseconds how_long);  // false: stopped, or there is no time for it
  void log(log_level level, std::string_view line) const;

 private:
  using accept = std::function<result<void>(http::response& answer)>;

  // Why an attempt gave no value.
  struct setback {
    error failure;
    http::outcome ended = http::outcome::refused;
    std::optional<std::chrono::milliseconds> retry_after;
  };

  template <class Value>
  result<Value> ask(http::method verb, std::string_view path, const http::query_parameters& query, std::string body,
                    const decoder<Value>& decode) {
    result<Value> out = fail(error_code::internal, "no attempt was made");
    const auto take = [&](http::response& answer) -> result<void> {
      out = decode(answer);
      return out ? result<void>() : fail(out.error());
    };
    if (auto done = run(verb, path, query, std::move(body), take); !done) return fail(std::move(done).error());
    return out;
  }

  result<void> run(http::method verb, std::string_view path, const http::query_parameters& query, std::string body,
                   const accept& decode);
  result<http::response> attempt(const http::request& what);
  std::optional<setback> judge(result<http::response> answer, const accept& decode);
  result<void> wait_for_budget();
  void note_throttled(const http::response& answer);

  endpoint target_;
  services with_;
  const hooks& tell_;
  std::chrono::milliseconds deadline_;
  std::string where_;
  int calls_ = 0;
};

}  // namespace headroom::cloud
