#include "headroom/base/time.h"

#include <array>
#include <chrono>
#include <fmt/format.h>

namespace headroom {
namespace {

std::chrono::year_month_day date_of(std::int64_t days) {
  return std::chrono::year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

std::string date_text(std::int64_t days) {
  const auto date = date_of(days);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

int number(std::string_view text) {
  int n = 0;
  for (const char c : text) n = n * 10 + (c - '0');
  return n;
}

std::unexpected<error> bad_minute(std::string_view text) {
  return fail(error_code::invalid_argument,
              fmt::format("saw '{}', expected a UTC minute such as 2026-01-05T00:00:00Z", text.substr(0, 40)));
}

// "2026-01-05?00:00" with the places of its five numbers.
struct field {
  std::size_t at, length;
};
constexpr std::array<field, 5> fields{{{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}}};

bool is_zone(std::string_view text) { return text == "Z" || text == "z" || text == "+00:00" || text == "-00:00"; }

}  // namespace

std::string to_string(utc_minute m) {
  const std::int64_t days = floor_div(m.index, 1440);
  const std::int64_t minute = m.index - days * 1440;
  return fmt::format("{}T{:02}:{:02}:00Z", date_text(days), minute / 60, minute % 60);
}

std::string to_rfc3339(std::int64_t unix_milliseconds) {
  const std::int64_t days = floor_div(unix_milliseconds, 86'400'000);
  const std::int64_t ms = unix_milliseconds - days * 86'400'000;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", date_text(days), ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                     ms % 1000);
}

result<utc_minute> parse_utc_minute(std::string_view text) {
  if (text.size() < 17 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') {
    return bad_minute(text);
  }
  std::array<int, 5> n{};
  for (std::size_t i = 0; i < n.size(); ++i) {
    const auto part = text.substr(fields[i].at, fields[i].length);
    if (!all_digits(part)) return bad_minute(text);
    n[i] = number(part);
  }
  std::string_view rest = text.substr(16);
  if (rest.starts_with(":00")) rest.remove_prefix(3);
  const std::chrono::year_month_day date{std::chrono::year(n[0]), std::chrono::month(static_cast<unsigned>(n[1])),
                                         std::chrono::day(static_cast<unsigned>(n[2]))};
  if (!is_zone(rest) || !date.ok() || n[0] < 1970 || n[3] > 23 || n[4] > 59) return bad_minute(text);
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return utc_minute{static_cast<std::int64_t>(days) * 1440 + n[3] * 60 + n[4]};
}

}  // namespace headroom
