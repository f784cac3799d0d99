#include "headroom/cli/history/places.h"

#include <charconv>
#include <chrono>
#include <csignal>
#include <fmt/format.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>

#include "headroom/base/text.h"
#include "headroom/http/curl_client.h"
#include "headroom/store/prometheus_history.h"

namespace headroom::cli::history {
namespace {

constexpr std::int64_t window_minutes_min = 60;
constexpr std::int64_t window_minutes_max = std::int64_t{400} * 1440;

// "7d" -> 10080; empty for anything else.
std::optional<std::int64_t> minutes_of_age(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || text.data() + text.size() - read.ptr != 1 || number < 0 || number > 10'000'000) {
    return std::nullopt;
  }
  switch (*read.ptr) {
    case 'm':
      return number;
    case 'h':
      return number * 60;
    case 'd':
      return number * 1440;
    case 'w':
      return number * 10'080;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::int64_t now_unix_ms() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool is_url(const std::string& place) { return place.starts_with("http://") || place.starts_with("https://"); }

error nothing_in(const std::string& place) {
  const char* what = is_url(place)
                         ? "has no sample of Temporal's metrics (temporal_cloud_v1_action_limit) in its last 90 days: "
                           "does it scrape Temporal's endpoint? `headroom collect` keeps a history without it"
                         : "has no minute yet; `headroom collect` brings them, `headroom history import` fills it from "
                           "files";
  return {error_code::not_found, fmt::format("{} {}", escape_for_terminal(place), what), retryable::no};
}

result<opened_reader> open_reader(const std::filesystem::path& place) {
  if (!is_url(place.string())) {
    auto store = open_to_read(place);
    if (!store) return fail(std::move(store).error());
    return opened_reader{.network = nullptr, .history = std::move(*store)};
  }
  const auto variables = http::process_environment();
  auto network = http::make_curl_client(http::transport_from_environment(variables));
  if (!network) return fail(std::move(network).error());
  auto history = store::open_prometheus_history({.url = place.string(),
                                                 .bearer = secret(variables("HEADROOM_PROMETHEUS_TOKEN").value_or("")),
                                                 .now_unix_ms = now_unix_ms()},
                                                **network);
  if (!history) return fail(std::move(history).error());
  return opened_reader{.network = std::move(*network), .history = std::move(*history)};
}

result<std::unique_ptr<store::history_store>> open_to_write(const std::filesystem::path& file) {
  if (is_url(file.string())) {
    return fail(error_code::failed_precondition,
                fmt::format("{} is a server's history, which is only read; say where to write with --store PATH",
                            file.string()));
  }
  // A file that reaches `ulimit -f` would end the program by a signal; without it the write fails, and is told.
  std::signal(SIGXFSZ, SIG_IGN);
  std::error_code failed;
  const auto folder = std::filesystem::absolute(file, failed).parent_path();
  if (!failed && !std::filesystem::exists(folder, failed)) {
    std::filesystem::create_directories(folder, failed);
    if (!failed) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  }
  if (failed) {
    return fail(error_code::failed_precondition,
                fmt::format("{}: the history's folder cannot be made: {}", folder.string(), failed.message()));
  }
  return store::open_sqlite_history(file, {.mode = store::open_mode::write, .now_unix_ms = now_unix_ms(), .vfs = {}});
}

result<std::unique_ptr<store::history_store>> open_to_read(const std::filesystem::path& file) {
  if (is_url(file.string())) {
    return fail(error_code::failed_precondition,
                fmt::format("{} is a server's history; this needs a file: --store PATH", file.string()));
  }
  return store::open_sqlite_history(file, {.mode = store::open_mode::read, .now_unix_ms = now_unix_ms(), .vfs = {}});
}

result<utc_minute> parse_moment(const std::string& text, utc_minute now) {
  if (const auto age = minutes_of_age(text)) return now - *age;
  const auto minute = parse_utc_minute(text.size() == 10 ? text + "T00:00:00Z" : text);
  if (minute) return minute;
  return fail(error_code::invalid_argument,
              fmt::format("saw '{}', expected a UTC minute (2026-01-05T00:00:00Z), a date (2026-01-05) or an age (7d, "
                          "12h, 30m)",
                          escape_for_terminal(text.substr(0, 40))));
}

result<std::int64_t> parse_window_minutes(const std::string& text) {
  const auto minutes = minutes_of_age(text);
  if (minutes && *minutes >= window_minutes_min && *minutes <= window_minutes_max) return *minutes;
  return fail(error_code::invalid_argument,
              fmt::format("saw '{}', expected a window such as 7d or 28d, from 1h to 400d",
                          escape_for_terminal(text.substr(0, 40))));
}

}  // namespace headroom::cli::history
