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

error cancelled_reading() { return {error_code::cancelled, "the request was cancelled"}; }

// What stands in the way of a request that the budget does not give, and what would help.
std::string no_budget(const http::quota_wait& wait, int per_hour) {
  const auto again = fmt::format("nothing was sent, try again in {}", seconds_text(wait.time));
  switch (wait.why) {
    case http::quota_bound::pause_asked_for:
      return fmt::format("the service asked for a pause (429 with Retry-After): {}", again);
    case http::quota_bound::others_requests:
      return fmt::format(
          "the service throttled this account below {} Metrics API requests an hour of this host, so that others must "
          "use the rest, and our part is used up: {}; look for other scrapers of the account",
          per_hour, again);
    case http::quota_bound::own_requests:
      break;
  }
  return fmt::format(
      "the budget of {} Metrics API requests an hour, which all programs of this host share, is used up: {}", per_hour,
      again);
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
  std::optional<http::quota_wait> wait;
  for (int round = 0; round < rounds_max; ++round) {
    wait = with_.metrics_budget.take(with_.time.unix_ms());
    if (!wait) return {};
    log(log_level::info,
        fmt::format("the account's budget of Metrics API requests is free again in {}", seconds_text(wait->time)));
    if (!pause(wait->time)) break;
  }
  if (tell_.stop.stop_requested()) return fail(cancelled_reading());
  return fail(error_code::resource_exhausted, no_budget(*wait, with_.metrics_budget.rules().requests_per_hour),
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

// What one attempt came to: nothing when the answer was accepted.
std::optional<caller::setback> caller::judge(result<http::response> answer, const accept& decode) {
  const http::outcome ended = http::classify(answer);
  if (!answer) return setback{std::move(answer).error().in(to_string(target_.which)), ended, {}};
  if (ended == http::outcome::success) {
    auto accepted = decode(*answer);
    if (accepted) return std::nullopt;
    const bool garbled = accepted.error().retry == retryable::yes;
    return setback{
        std::move(accepted).error(), garbled ? http::outcome::transport_trouble : http::outcome::refused, {}};
  }
  note_throttled(*answer);
  const auto header = answer->find_header("Retry-After");
  return setback{error_of_answer(target_.which, where_, *answer, target_.key), ended,
                 header ? http::parse_retry_after(*header, with_.time.unix_ms()) : std::nullopt};
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
    auto failed = judge(attempt(what), decode);
    if (!failed) return {};
    const auto next = http::decide_retry(rules, {.number = number,
                                                 .ended = failed->ended,
                                                 .elapsed = with_.time.monotonic() - began,
                                                 .retry_after = failed->retry_after,
                                                 .seed = target_.jitter_seed});
    if (next.wait) {
      log(log_level::warning, fmt::format("{}; trying again in {}", failed->failure.message, seconds_text(*next.wait)));
      if (pause(*next.wait)) continue;
    }
    if (tell_.stop.stop_requested()) return fail(cancelled_reading());
    failed->failure.message += after_attempts(number);
    if (failed->retry_after)
      failed->failure.message += fmt::format("; it asks to be left alone for {}", seconds_text(*failed->retry_after));
    return fail(std::move(failed->failure));
  }
}

}  // namespace headroom::cloud
