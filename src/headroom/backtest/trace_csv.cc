#include "headroom/backtest/trace_csv.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "headroom/base/text.h"

namespace headroom::backtest {
namespace {

constexpr std::string_view header = "minute,actions_per_second";
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr double absurd_aps = 1e12;                        // no service on earth does that much
constexpr std::int64_t longest_minutes = 20 * 366 * 1440;  // twenty years; a slip in a year must not fill the memory

class reader {
 public:
  reader(std::string_view csv, std::string_view file) : rest_(csv), file_(file) {
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  }

  result<trace> read() {
    const auto first = next_line();
    if (!first) return bad("an empty file", fmt::format("the header '{}'", header));
    if (*first != header) return bad(quoted(*first), fmt::format("the header '{}'", header));
    while (const auto line = next_line()) {
      if (line->empty() && rest_.empty()) break;  // blank end of the file
      if (auto added = add_row(*line); !added) return fail(added.error());
    }
    if (out_.aps.empty()) return bad("no rows", "at least one row after the header");
    out_.name = trace_name(file_);
    out_.aps.resize((out_.aps.size() + 59) / 60 * 60, std::numeric_limits<double>::quiet_NaN());
    return std::move(out_);
  }

 private:
  std::optional<std::string_view> next_line() {
    if (rest_.empty()) return std::nullopt;
    ++line_;
    const auto end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  result<void> add_row(std::string_view line) {
    const auto comma = line.find(',');
    if (comma == std::string_view::npos || line.find(',', comma + 1) != std::string_view::npos) {
      return bad(quoted(line), "two columns, 'MINUTE,ACTIONS_PER_SECOND'");
    }
    const auto minute = parse_utc_minute(line.substr(0, comma));
    if (!minute) return bad(quoted(line.substr(0, comma)), "a UTC minute such as 2026-01-05T00:00:00Z");
    const auto load_aps = parse_load(line.substr(comma + 1));
    if (!load_aps) return fail(load_aps.error());
    if (out_.aps.empty()) {
      out_.first_row = *minute;
      out_.start = start_of(hour_of(*minute));
    } else if (auto rising = check_order(*minute); !rising) {
      return rising;
    }
    last_ = *minute;
    out_.aps.resize(static_cast<std::size_t>(*minute - out_.start), std::numeric_limits<double>::quiet_NaN());
    out_.aps.push_back(*load_aps);
    return {};
  }

  result<double> parse_load(std::string_view text) {
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = failure == std::errc() && end == text.data() + text.size();
    if (!number || !(value >= 0 && value <= absurd_aps)) {
      return bad(quoted(text), "actions per second, a number from 0 to 1e12");
    }
    return value == 0 ? 0.0 : value;  // -0 is 0
  }

  result<void> check_order(utc_minute minute) const {
    if (minute == last_) return bad(fmt::format("{} twice", to_string(minute)), "one row a minute");
    if (minute < last_) return bad(fmt::format("{} after {}", to_string(minute), to_string(last_)), "rising minutes");
    if (minute - out_.start >= longest_minutes) {
      return bad(fmt::format("{} in a trace that begins {}", to_string(minute), to_string(out_.start)),
                 "at most twenty years");
    }
    return {};
  }

  static std::string quoted(std::string_view text) {
    return fmt::format("'{}'", escape_for_terminal(text.substr(0, 60)));
  }

  [[nodiscard]] std::unexpected<error> bad(std::string_view seen, std::string_view expected) const {
    return fail(error_code::invalid_argument,
                fmt::format("{}:{}: saw {}, expected {}", file_, std::max<std::int64_t>(line_, 1), seen, expected));
  }

  std::string_view rest_;
  std::string_view file_;
  std::int64_t line_ = 0;
  utc_minute last_;
  trace out_;
};

}  // namespace

result<trace> parse_trace_csv(std::string_view csv, std::string_view file) { return reader(csv, file).read(); }

std::string trace_name(std::string_view file) {
  const auto slash = file.rfind('/');
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  return std::string(file.substr(0, file.find(".csv")));
}

}  // namespace headroom::backtest
