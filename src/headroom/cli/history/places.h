#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "headroom/base/result.h"
#include "headroom/http/client.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::history {

// Opens the history for writing; it and its folder are made if missing, for this user alone.
[[nodiscard]] result<std::unique_ptr<store::history_store>> open_to_write(const std::filesystem::path& file);
[[nodiscard]] result<std::unique_ptr<store::history_store>> open_to_read(const std::filesystem::path& file);

// A history to read, wherever it is, with what it needs to live.
struct opened_reader {
  std::unique_ptr<http::client> network;  // outlives the reader; empty for a file
  std::unique_ptr<store::history_reader> history;
};
// A file, or the URL of anything with Prometheus' API; its bearer token, if it needs one, is HEADROOM_PROMETHEUS_TOKEN.
[[nodiscard]] result<opened_reader> open_reader(const std::filesystem::path& place);
[[nodiscard]] bool is_url(const std::string& place);
// not_found: there is a history, but no minute in it, and what to do about that.
[[nodiscard]] error nothing_in(const std::string& place);

[[nodiscard]] std::int64_t now_unix_ms();

// A minute as users give it: a UTC minute, a date (2026-01-05), or an age before `now` such as 7d, 12h or 30m.
[[nodiscard]] result<utc_minute> parse_moment(const std::string& text, utc_minute now);
// "7d", "28d", "12h", "90m" as minutes, from an hour to 400 days.
[[nodiscard]] result<std::int64_t> parse_window_minutes(const std::string& text);

}  // namespace headroom::cli::history
