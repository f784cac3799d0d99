#include "headroom/forecast/cron.h"

#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <utility>

#include "headroom/base/text.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t most_occurrences = 100'000;  // more than one a minute of ten weeks is a mistake

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> nicknames{{{"@hourly", "0 * * * *"},
                                                                                  {"@daily", "0 0 * * *"},
                                                                                  {"@midnight", "0 0 * * *"},
                                                                                  {"@weekly", "0 0 * * 0"},
                                                                                  {"@monthly", "0 0 1 * *"},
                                                                                  {"@yearly", "0 0 1 1 *"},
                                                                                  {"@annually", "0 0 1 1 *"}}};

struct field {
  std::string_view name;
  int least, most;
  std::span<const std::string_view> names;  // names[0] stands for `least`
};

std::unexpected<error> bad(const field& f, std::string_view seen, std::string_view expected) {
  return fail(error_code::invalid_argument,
              fmt::format("cron {}: saw '{}', expected {}", f.name, escape_for_terminal(seen.substr(0, 40)), expected));
}

bool same_letters(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

result<int> read_number(const field& f, std::string_view text) {
  for (std::size_t i = 0; i < f.names.size(); ++i) {
    if (same_letters(text, f.names[i])) return f.least + static_cast<int>(i);
  }
  int value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size() || value < f.least || value > f.most) {
    return bad(f, text, fmt::format("a number from {} to {}", f.least, f.most));
  }
  return value;
}

struct steps {
  int first, last, every;
};

// One piece of a list: *, N, N-M, each with /STEP.
result<steps> read_piece(const field& f, std::string_view piece) {
  const auto slash = piece.find('/');
  const std::string_view range = piece.substr(0, slash);
  steps out{f.least, f.most, 1};
  if (slash != std::string_view::npos) {
    const auto every =
        read_number({.name = f.name, .least = 1, .most = f.most + 1, .names = {}}, piece.substr(slash + 1));
    if (!every) return fail(every.error());
    out.every = *every;
  }
  if (range == "*") return out;
  const auto dash = range.find('-');
  const auto first = read_number(f, range.substr(0, dash));
  if (!first) return fail(first.error());
  out.first = *first;
  if (dash == std::string_view::npos) {
    if (slash == std::string_view::npos) out.last = *first;
    return out;
  }
  const auto last = read_number(f, range.substr(dash + 1));
  if (!last) return fail(last.error());
  if (*last < *first) return bad(f, piece, "a range that rises");
  out.last = *last;
  return out;
}

template <std::size_t Size>
result<void> read_field(const field& f, std::string_view text, std::bitset<Size>& out) {
  while (true) {
    const auto comma = text.find(',');
    const auto piece = read_piece(f, text.substr(0, comma));
    if (!piece) return fail(piece.error());
    // 7 is Sunday too; it falls onto 0.
    for (int i = piece->first; i <= piece->last; i += piece->every) {
      out.set(Size == 7 ? static_cast<std::size_t>(i) % Size : static_cast<std::size_t>(i));
    }
    if (comma == std::string_view::npos) return {};
    text.remove_prefix(comma + 1);
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const auto end = text.find_first_of(" \t");
    out.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
  }
  return out;
}

}  // namespace

bool cron_schedule::fires_at(utc_minute minute) const {
  constexpr std::int64_t minutes_per_day = 1440;
  const std::int64_t day = floor_div(minute.index, minutes_per_day);
  const auto of_day = static_cast<std::size_t>(minute.index - day * minutes_per_day);
  if (!minutes[of_day % 60] || !hours[of_day / 60]) return false;
  const std::chrono::sys_days date{std::chrono::days{day}};
  const std::chrono::year_month_day civil{date};
  if (!months[static_cast<unsigned>(civil.month())]) return false;
  const bool on_day = days[static_cast<unsigned>(civil.day())];
  const bool on_weekday = weekdays[std::chrono::weekday{date}.c_encoding()];
  return any_day || any_weekday ? on_day && on_weekday : on_day || on_weekday;
}

result<cron_schedule> parse_cron(std::string_view expression) {
  const std::string_view asked = trim(expression);
  for (const auto& [nickname, meaning] : nicknames) {
    if (asked == nickname) return parse_cron(meaning);
  }
  const auto words = words_of(asked);
  if (words.size() != 5) {
    return fail(error_code::invalid_argument,
                fmt::format("cron: saw '{}', expected five fields such as '0 9 * * mon-fri', or @hourly and the like",
                            escape_for_terminal(asked.substr(0, 60))));
  }
  cron_schedule out{.any_day = words[2].starts_with('*'), .any_weekday = words[4].starts_with('*')};
  result<void> read = read_field({"minute", 0, 59, {}}, words[0], out.minutes);
  if (read) read = read_field({"hour", 0, 23, {}}, words[1], out.hours);
  if (read) read = read_field({"day of month", 1, 31, {}}, words[2], out.days);
  if (read) read = read_field({"month", 1, 12, month_names}, words[3], out.months);
  if (read) read = read_field({"day of week", 0, 7, weekday_names}, words[4], out.weekdays);
  if (!read) return fail(std::move(read).error());
  return out;
}

result<std::vector<known_event>> cron_events(const std::string& name, const cron_schedule& schedule,
                                             std::int64_t length_minutes, utc_minute from, utc_minute to) {
  std::vector<known_event> out;
  for (utc_minute at = from; at < to; at = at + 1) {
    if (!schedule.fires_at(at)) continue;
    if (out.size() == most_occurrences) {
      return fail(error_code::out_of_range,
                  fmt::format("cron '{}': saw more than {} occurrences, expected fewer; ask for less time", name,
                              most_occurrences));
    }
    out.push_back({.name = name, .start = at, .length_minutes = length_minutes, .expected_peak_per_second = {}});
  }
  return out;
}

}  // namespace headroom::forecast
