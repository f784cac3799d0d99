#include "headroom/http/quota.h"

#include <algorithm>
#include <charconv>

#include "headroom/base/text.h"

namespace headroom::http {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::string_view magic = "headroom-quota 1";

void forget_old(quota_state& state, std::int64_t now) {
  // Times far ahead of the clock mean that it was set back: they would block for as long as it was wrong. A little
  // ahead is only another process that looked at the clock later and got the lock sooner.
  constexpr std::int64_t race_ms = 60'000;
  std::erase_if(state.requests, [now](std::int64_t at) { return at <= now - hour_ms || at > now + race_ms; });
  if (state.blocked_until > now + 24 * hour_ms) state.blocked_until = 0;
  if (state.last_throttled > now + race_ms) state.last_throttled = 0;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

int allowance(const quota_state& state, const quota_rules& rules, std::int64_t now) {
  if (state.last_throttled == 0) return rules.requests_per_hour;
  const std::int64_t hours_x1000 = std::max<std::int64_t>(0, now - state.last_throttled) / (hour_ms / 1000);
  const std::int64_t back =
      std::min<std::int64_t>(hours_x1000 * rules.recovered_per_hour / 1000, rules.requests_per_hour);
  // A file that was tampered with must not take the least that is ours.
  return static_cast<int>(std::clamp<std::int64_t>(state.allowance_when_throttled + back, rules.requests_per_hour_min,
                                                   rules.requests_per_hour));
}

std::optional<quota_wait> take_request(quota_state& state, const quota_rules& rules, std::int64_t now) {
  forget_old(state, now);
  if (state.blocked_until > now) {
    return quota_wait{std::chrono::milliseconds(state.blocked_until - now), quota_bound::pause_asked_for};
  }
  const auto allowed = static_cast<std::size_t>(allowance(state, rules, now));
  if (state.requests.size() >= allowed) {
    // The first moment at which enough of the old ones are an hour past.
    const std::int64_t wait_ms = state.requests[state.requests.size() - allowed] + hour_ms + 1 - now;
    const bool lowered = allowed < static_cast<std::size_t>(rules.requests_per_hour);
    return quota_wait{std::chrono::milliseconds(wait_ms),
                      lowered ? quota_bound::others_requests : quota_bound::own_requests};
  }
  state.requests.insert(std::ranges::upper_bound(state.requests, now), now);
  return std::nullopt;
}

void note_throttled(quota_state& state, const quota_rules& rules, std::int64_t now,
                    std::optional<std::chrono::milliseconds> retry_after) {
  forget_old(state, now);
  const int used = static_cast<int>(state.requests.size());
  state.allowance_when_throttled = std::clamp(std::min(allowance(state, rules, now), used) * 4 / 5,
                                              rules.requests_per_hour_min, rules.requests_per_hour);
  state.last_throttled = now;
  if (retry_after) {
    const std::int64_t wait_ms = std::min<std::int64_t>(retry_after->count(), 24 * hour_ms);
    state.blocked_until = std::max(state.blocked_until, now + wait_ms);
  }
}

std::string to_text(const quota_state& state) {
  std::string out(magic);
  const auto add = [&out](std::int64_t value) { out.append(" ").append(std::to_string(value)); };
  add(state.blocked_until);
  add(state.last_throttled);
  add(state.allowance_when_throttled);
  for (const std::int64_t at : state.requests) add(at);
  return out + "\n";
}

std::optional<quota_state> parse_quota_state(std::string_view text) {
  constexpr std::int64_t requests_max = 10'000;
  if (!text.starts_with(magic) || !text.ends_with('\n')) return std::nullopt;
  std::vector<std::int64_t> values;
  for (const std::string& word : split_list(text.substr(magic.size()), ' ')) {
    const auto value = number(word);
    if (!value || std::ssize(values) > requests_max) return std::nullopt;
    values.push_back(*value);
  }
  if (values.size() < 3 || values[2] > requests_max) return std::nullopt;
  quota_state out{.requests = {values.begin() + 3, values.end()},
                  .blocked_until = values[0],
                  .last_throttled = values[1],
                  .allowance_when_throttled = static_cast<int>(values[2])};
  std::ranges::sort(out.requests);
  return out;
}

}  // namespace headroom::http
