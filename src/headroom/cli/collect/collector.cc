#include "headroom/cli/collect/collector.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "headroom/base/figures.h"
#include "headroom/cli/history/missing_minutes.h"
#include "headroom/store/scrape_frame.h"

namespace headroom::cli::collect {
namespace {

using cloud::log_level;

// The endpoint serves the window of three minutes ago. What it served before cannot be read any more.
constexpr std::int64_t served_minutes_ago = 3;
constexpr std::int64_t usual_pause_ms = 150'000;  // between tries: two ticks and a slow scrape
constexpr std::size_t reason_bytes_max = 300;
constexpr int groups_at_once = 16;

utc_minute minute_at(std::int64_t unix_ms) { return minute_of_unix_seconds(floor_div(unix_ms, 1000)); }

}  // namespace

result<collector> collector::make(const collector_parts& parts, const collector_options& options) {
  const auto info = parts.history.info();
  if (!info) return fail(info.error());
  for (const auto& loss : info->losses) parts.log(log_level::warning, "the history has lost something: " + loss);
  return collector(parts, options, info->covered ? std::optional(info->covered->end) : std::nullopt);
}

std::string collector::reason_of_pause() const {
  if (!last_try_unix_ms_) {
    return "headroom collect was not running; the endpoint serves only the last closed minute";
  }
  if (parts_.time.unix_ms() - *last_try_unix_ms_ > usual_pause_ms) {
    return "no scrape was made in time: the machine slept, or its clock was set";
  }
  return "the endpoint went on without having served it";
}

// Names the minutes from the end of the history up to `end`, as far as nothing names them yet.
result<void> collector::note_lost(utc_minute end, const std::string& reason) {
  if (!covered_end_ || end <= *covered_end_) return {};
  const store::minute_range range{.first = *covered_end_, .end = end};
  const auto gaps = parts_.history.gaps(range);
  if (!gaps) return fail(gaps.error());
  for (const auto& part : history::unnamed_parts(range, *gaps)) {
    auto done = parts_.history.note_gap(
        {.minutes = part, .reason = reason.substr(0, reason_bytes_max), .noted_unix_ms = parts_.time.unix_ms()});
    if (!done) return done;
    // A new collector says what is gone; a failing one has said why already.
    if (health_.failures() == 0) {
      parts_.log(log_level::warning,
                 fmt::format("{} from {} are lost: {}",
                             counted(static_cast<std::int64_t>(part.minutes()), "minute", "minutes"),
                             to_string(part.first), reason));
    }
  }
  return {};
}

result<void> collector::keep(const account_snapshot& account) {
  const auto frames = store::frames_of(account, parts_.time.unix_ms(),
                                       [this](const namespace_id& id) { return parts_.history.slot_of(id); });
  if (!frames) return fail(frames.error());
  if (frames->empty()) {
    return fail(error_code::unavailable, "no namespace had a sample that is of use", retryable::yes);
  }
  if (auto done = parts_.history.append(*frames); !done) return done;
  const auto first_new = std::ranges::find_if(
      *frames, [&](const store::scrape_frame& frame) { return !covered_end_ || frame.minute >= *covered_end_; });
  if (first_new != frames->end()) {
    if (auto done = note_lost(first_new->minute, reason_of_pause()); !done) return done;
    covered_end_ = frames->back().minute + 1;
  }
  say(health_.succeeded({.minute = frames->back().minute,
                         .data = account.data,
                         .namespaces = account.namespaces.size(),
                         .warnings = account.warnings}));
  return {};
}

result<void> collector::take_minute() {
  const auto account = parts_.read_account();
  auto done = account ? keep(*account) : fail(account.error());
  if (!done) {
    say(health_.failed(done.error()));
    // A cancelled scrape is the end of the collector, not of the service. A failing store cannot note anything either.
    if (!account && account.error().code != error_code::cancelled) {
      const utc_minute lost_end = minute_at(parts_.time.unix_ms()) - served_minutes_ago + 1;
      const auto noted = note_lost(lost_end, "the account could not be read: " + account.error().message);
      if (!noted) say(health_.failed(noted.error()));
    }
  }
  last_try_unix_ms_ = parts_.time.unix_ms();
  return done;
}

void collector::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const bool kept = take_minute().has_value();
    if (kept) tidy(stop);
    const auto wait =
        until_next_try(parts_.time.unix_ms(), {.failures = health_.failures(), .mends_itself = health_.mends_itself()},
                       options_.schedule);
    if (parts_.time.sleep(wait, stop) == http::wake::stopped) return;
  }
}

result<void> collector::compact(const std::stop_token& stop) {
  const auto end = parts_.time.monotonic() + options_.compaction_time;
  for (bool more = true; more && !stop.stop_requested() && parts_.time.monotonic() < end;) {
    const auto done = parts_.history.compact({.groups_max = groups_at_once});
    if (!done) return fail(done.error().in("days could not be compacted"));
    more = done->more;
  }
  return {};
}

result<void> collector::forget() {
  const utc_minute now = minute_at(parts_.time.unix_ms());
  if (options_.keep_days <= 0 || day_forgotten_ == store::day_of(now)) return {};
  const auto days = parts_.history.forget_before(now - options_.keep_days * store::minutes_per_day);
  if (!days) return fail(days.error().in("old days could not be dropped"));
  day_forgotten_ = store::day_of(now);
  if (*days > 0) {
    parts_.log(log_level::info,
               fmt::format("dropped {} older than {} days", counted(*days, "day", "days"), options_.keep_days));
  }
  return {};
}

void collector::say_once_tidying_fails(const result<void>& done) {
  if (!done && !tidying_fails_) parts_.log(log_level::warning, done.error().message);
  tidying_fails_ = !done;
}

void collector::tidy(const std::stop_token& stop) {
  auto done = forget();
  if (done) done = compact(stop);
  say_once_tidying_fails(done);
}

void collector::say(const std::vector<health_line>& lines) const {
  for (const auto& line : lines) parts_.log(line.level, line.text);
}

}  // namespace headroom::cli::collect
