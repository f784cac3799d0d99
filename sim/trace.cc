#include "sim/trace.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <string>

#include "sim/gzip.h"

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

constexpr std::int64_t day_minutes = 1440;
constexpr std::int64_t week_minutes = 7 * day_minutes;
constexpr std::int64_t minutes_max = 400 * day_minutes;
constexpr std::size_t bytes_max = 64 << 20;

std::int64_t period_of(std::int64_t minutes) {
  for (const std::int64_t unit : {week_minutes, day_minutes}) {
    if (minutes >= unit) return minutes / unit * unit;
  }
  return minutes;
}

std::unexpected<error> bad_line(std::string_view what, std::size_t line, std::string_view seen, std::string_view want) {
  return fail(error_code::invalid_argument,
              fmt::format("{}:{}: saw '{}', expected {}", what, line, escape_for_terminal(seen.substr(0, 60)), want));
}

result<void> take_row(trace& into, std::string_view row, std::string_view what, std::size_t line) {
  const auto comma = row.find(',');
  const auto minute = parse_utc_minute(row.substr(0, comma));
  if (comma == std::string_view::npos || !minute) {
    return bad_line(what, line, row, "a UTC minute as 2026-01-05T00:00:00Z, a comma and a rate");
  }
  const auto number = row.substr(comma + 1);
  double value = 0;
  const auto [end, status] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (status != std::errc{} || end != number.data() + number.size() || !std::isfinite(value) || value < 0) {
    return bad_line(what, line, row, "actions per second as a number of at least 0");
  }
  if (into.actions_per_s.empty()) into.start = *minute;
  const std::int64_t at = *minute - into.start;
  const auto held = static_cast<std::int64_t>(into.actions_per_s.size());
  if (at < held || at >= minutes_max) {
    return bad_line(what, line, row, "minutes in rising order, at most 400 days from the first");
  }
  if (at > held) into.actions_per_s.resize(static_cast<std::size_t>(at), into.actions_per_s.back());
  into.actions_per_s.push_back(static_cast<float>(value));
  return {};
}

}  // namespace

double trace::at(utc_minute m) const {
  const std::int64_t period = period_of(static_cast<std::int64_t>(actions_per_s.size()));
  const std::int64_t offset = m - start;
  return static_cast<double>(actions_per_s[static_cast<std::size_t>(offset - floor_div(offset, period) * period)]);
}

result<trace> read_trace(std::string_view bytes, std::string_view what) {
  std::string unpacked;
  if (is_gzip(bytes)) {
    auto text = gunzip(bytes, bytes_max);
    if (!text) return fail(std::move(text.error()).in(what));
    bytes = unpacked = std::move(*text);
  }
  trace out;
  std::size_t line = 0;
  while (!bytes.empty()) {
    ++line;
    const auto end = bytes.find('\n');
    auto row = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (line == 1) {
      if (row != "minute,actions_per_second") return bad_line(what, line, row, "the header minute,actions_per_second");
      continue;
    }
    if (row.empty() && bytes.empty()) break;
    if (auto taken = take_row(out, row, what, line); !taken) return fail(std::move(taken.error()));
  }
  if (out.actions_per_s.empty()) {
    return fail(error_code::invalid_argument, fmt::format("{}: no rows, expected one a minute", what));
  }
  return out;
}

}  // namespace headroom::sim
