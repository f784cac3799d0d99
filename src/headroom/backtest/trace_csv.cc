#include "headroom/backtest/trace_csv.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <utility>

#include "headroom/base/csv_lines.h"

namespace headroom::backtest {
namespace {

constexpr std::string_view header = "minute,actions_per_second";
constexpr double absurd_aps = 1e12;                        // no service on earth does that much
constexpr std::int64_t longest_minutes = 20 * 366 * 1440;  // twenty years; a slip in a year must not fill the memory

class reader {
 public:
  reader(std::string_view csv, std::string_view file) : lines_(csv, file), file_(file) {}

  result<trace> read() {
    if (auto begun = lines_.read_header(header); !begun) return fail(std::move(begun).error());
    while (const auto row = lines_.next_row()) {
      if (auto added = add_row(*row); !added) return fail(std::move(added).error());
    }
    if (out_.aps.empty()) return bad("no rows", "at least one row after the header");
    out_.name = trace_name(file_);
    out_.aps.resize((out_.aps.size() + 59) / 60 * 60, std::numeric_limits<double>::quiet_NaN());
    return std::move(out_);
  }

 private:
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

  static std::string quoted(std::string_view text) { return csv_lines::quoted(text); }
  [[nodiscard]] std::unexpected<error> bad(std::string_view seen, std::string_view expected) const {
    return lines_.bad(seen, expected);
  }

  csv_lines lines_;
  std::string_view file_;
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
