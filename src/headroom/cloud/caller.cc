#include "headroom/cloud/caller.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "headroom/http/http_date.h"

namespace headroom::cloud {
namespace {

using std::chrono::milliseconds;

std::string where_of(const std::string& base_url) {
  const auto parts = http::parse_url(base_url);
  return parts ? http::authority_of(*parts) : "the given URL";
}

std::string seconds_text(milliseconds time) {
  return fmt::format("{:.1f} s", static_cast<double>(time.count()) / 1000);
}

std::string after_attempts(int attempts) { return attempts > 1 ? fmt::format(" ({} attempts)", attempts) : ""; }

}  // namespace

caller::caller(endpoint target, services with, const hooks& tell, milliseconds deadline)
    : target_(std::move(target)), with_(with), tell_(tell), deadline_(deadline), where_(where_of(target_.base_url)) {}

void caller::log(log_level level, std::string_view line) const {
  if (tell_.log) tell_.log(level, line);
}

milliseconds caller::time_left() const { return deadline_ - with_.time.monotonic(); }

bool caller::pause(milliseconds how_long) {
  if (how_long >= time_left()) return false;
  const auto beat = [this] {
    if (tell_.heartbeat)
      tell_.heartbeat(fmt::format("waiting before the next request to the {}", to_string(target_.which)));
  };
  return http::sleep_in_slices(with_.time, how_long, tell_.stop, beat) == http::wake::time_passed;
}

result<void> caller::wait_for_budget() {
  if (target_.which != api::metrics) return {};
  // A second round is needed only when another process was faster; more than a few would be bad luck without end.
  constexpr int rounds_max = 5;
  std::optional<milliseconds> wait;
  for (int round = 0; round < rounds_max; ++round) {
    wait = with_.metrics_budget.take(with_.time.unix_ms());
    if (!wait) return {};
    log(log_level::info,
        fmt::format("the account's budget of Metrics API requests is free again in {}", seconds_text(*wait)));
    if (!pause(*wait)) break;
  }
  if (tell_.stop.stop_requested()) return fail(error_code::cancelled, "reading the account was cancelled");
  return fail(
      error_code::resource_exhausted,
      fmt::format("the budget of {} Metrics API requests an hour, which all programs of the account share, is used "
                  "up, or the service asked for a pause: nothing was sent, try again in {}",
                  with_.metrics_budget.rules().requests_per_hour, seconds_text(*wait)),
      retryable::yes);
}

void caller::note_throttled(const http::response& answer) {
  if (target_.which != api::metrics || answer.status != 429) return;
  const std::int64_t now = with_.time.unix_ms();
  const auto header = answer.find_header("Retry-After");
  with_.metrics_budget.throttled(now, header ? http::parse_retry_after(*header, now) : std::nullopt);
}

result<http::response> caller::attempt(const http::request& what) {
  http::request bounded = what;
  bounded.timeouts.total = std::clamp(what.timeouts.total, milliseconds(1), std::max(time_left(), milliseconds(1)));
  const auto beat = [this](const http::progress& so_far) {
    if (tell_.heartbeat) {
      tell_.heartbeat(fmt::format("{}: {} bytes after {}", to_string(target_.which), so_far.body_bytes,
                                  seconds_text(so_far.elapsed)));
    }
  };
  ++calls_;
  return with_.network.send(bounded, {.stop = tell_.stop, .on_progress = beat});
}

result<void> caller::run(http::method verb, std::string_view path, const http::query_parameters& query,
                         std::string body, const accept& decode) {
  http::request what{.verb = verb,
                     .url = http::join_url(target_.base_url, path, query),
                     .headers = target_.headers,
                     .bearer = target_.key,
                     .body = std::move(body),
                     .timeouts = target_.timeouts,
                     .limits = target_.limits};
  if (verb == http::method::post) what.headers.push_back({"Content-Type", "application/json"});
  const milliseconds began = with_.time.monotonic();
  http::retry_rules rules = target_.retries;
  rules.total_max = std::min(rules.total_max, std::max(time_left(), milliseconds(0)));
  for (int number = 1;; ++number) {
    if (auto free = wait_for_budget(); !free) return fail(std::move(free).error());
    auto answer = attempt(what);
    http::attempt last{.number = number,
                       .ended = http::classify(answer),
                       .elapsed = with_.time.monotonic() - began,
                       .seed = target_.jitter_seed};
    error failure;
    if (!answer) {
      failure = std::move(answer).error().in(to_string(target_.which));
    } else if (last.ended == http::outcome::success) {
      auto accepted = decode(*answer);
      if (accepted) return {};
      failure = std::move(accepted).error();
      last.ended = failure.retry == retryable::yes ? http::outcome::transport_trouble : http::outcome::refused;
    } else {
      note_throttled(*answer);
      failure = error_of_answer(target_.which, where_, *answer, target_.key);
      if (const auto header = answer->find_header("Retry-After")) {
        last.retry_after = http::parse_retry_after(*header, with_.time.unix_ms());
      }
    }
    const http::retry_decision next = http::decide_retry(rules, last);
    if (next.wait)
      log(log_level::warning, fmt::format("{}; trying again in {}", failure.message, seconds_text(*next.wait)));
    if (!next.wait || !pause(*next.wait)) {
      failure.message += after_attempts(number);
      return fail(std::move(failure));
    }
  }
}

}  // namespace headroom::cloud
