#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "headroom/base/result.h"
#include "headroom/store/sqlite_history.h"

namespace headroom::cli::history {

// Opens the history for writing; it and its folder are made if missing, for this user alone.
[[nodiscard]] result<std::unique_ptr<store::history_store>> open_to_write(const std::filesystem::path& file);
[[nodiscard]] result<std::unique_ptr<store::history_store>> open_to_read(const std::filesystem::path& file);

[[nodiscard]] std::int64_t now_unix_ms();

// A minute as users give it: a UTC minute, a date (2026-01-05), or an age before `now` such as 7d, 12h or 30m.
[[nodiscard]] result<utc_minute> parse_moment(const std::string& text, utc_minute now);
// "7d", "28d", "12h", "90m" as minutes, from an hour to 400 days.
[[nodiscard]] result<std::int64_t> parse_window_minutes(const std::string& text);

}  // namespace headroom::cli::history
