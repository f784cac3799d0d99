#include "headroom/http/http_date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "headroom/base/text.h"

namespace headroom::http {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// Takes pieces from the front of a text; any mismatch makes it fail for good.
class cursor {
 public:
  explicit cursor(std::string_view text) : text_(text) {}

  void literal(std::string_view expected) {
    if (!text_.starts_with(expected)) return break_off();
    text_.remove_prefix(expected.size());
  }
  int number(std::size_t digits) {
    int value = 0;
    if (text_.size() < digits) return break_off(), 0;
    for (const char c : text_.substr(0, digits)) {
      if (c < '0' || c > '9') return break_off(), 0;
      value = value * 10 + (c - '0');
    }
    text_.remove_prefix(digits);
    return value;
  }
  unsigned month() {
    const auto at = std::ranges::find(months, text_.substr(0, 3));
    if (at == months.end()) return break_off(), 1;
    text_.remove_prefix(3);
    return static_cast<unsigned>(at - months.begin()) + 1;
  }
  int blank_padded_day() {
    if (!text_.starts_with(' ')) return number(2);
    literal(" ");
    return number(1);
  }
  void skip_past(char c) {
    const auto at = text_.find(c);
    if (at == std::string_view::npos) return break_off();
    text_.remove_prefix(at + 1);
  }
  [[nodiscard]] bool finished() const { return ok_ && text_.empty(); }

 private:
  void break_off() {
    ok_ = false;
    text_ = {};
  }
  std::string_view text_;
  bool ok_ = true;
};

struct fields {
  int year = 0;
  unsigned month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

void read_time(cursor& in, fields& out) {
  out.hour = in.number(2);
  in.literal(":");
  out.minute = in.number(2);
  in.literal(":");
  out.second = in.number(2);
}

std::optional<std::int64_t> seconds_of(const fields& f) {
  using namespace std::chrono;
  const year_month_day date{year(f.year), month(f.month), day(static_cast<unsigned>(f.day))};
  if (!date.ok() || f.hour > 23 || f.minute > 59 || f.second > 60) return std::nullopt;
  return duration_cast<seconds>(sys_days(date).time_since_epoch()).count() + f.hour * 3600 + f.minute * 60 + f.second;
}

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<std::int64_t> parse_imf(std::string_view text) {
  cursor in(text);
  fields f;
  in.skip_past(',');
  in.literal(" ");
  f.day = in.number(2);
  in.literal(" ");
  f.month = in.month();
  in.literal(" ");
  f.year = in.number(4);
  in.literal(" ");
  read_time(in, f);
  in.literal(" GMT");
  return in.finished() ? seconds_of(f) : std::nullopt;
}

// "Sunday, 06-Nov-94 08:49:37 GMT"
std::optional<std::int64_t> parse_rfc850(std::string_view text) {
  cursor in(text);
  fields f;
  in.skip_past(',');
  in.literal(" ");
  f.day = in.number(2);
  in.literal("-");
  f.month = in.month();
  in.literal("-");
  const int two_digits = in.number(2);
  f.year = two_digits + (two_digits < 70 ? 2000 : 1900);
  in.literal(" ");
  read_time(in, f);
  in.literal(" GMT");
  return in.finished() ? seconds_of(f) : std::nullopt;
}

// "Sun Nov  6 08:49:37 1994"
std::optional<std::int64_t> parse_asctime(std::string_view text) {
  cursor in(text);
  fields f;
  in.skip_past(' ');
  f.month = in.month();
  in.literal(" ");
  f.day = in.blank_padded_day();
  in.literal(" ");
  read_time(in, f);
  in.literal(" ");
  f.year = in.number(4);
  return in.finished() ? seconds_of(f) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  text = trim(text);
  if (const auto seconds = parse_imf(text)) return seconds;
  if (const auto seconds = parse_rfc850(text)) return seconds;
  return parse_asctime(text);
}

std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view text, std::int64_t now_unix_ms) {
  constexpr std::int64_t ten_years_s = std::int64_t{10} * 366 * 24 * 3600;
  text = trim(text);
  if (text.empty()) return std::nullopt;
  std::int64_t wait_ms = 0;
  if (std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
    std::int64_t seconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (read.ec == std::errc::result_out_of_range) seconds = ten_years_s;
    wait_ms = std::min(seconds, ten_years_s) * 1000;
  } else if (const auto date = parse_http_date(text)) {
    wait_ms = std::clamp(*date * 1000 - now_unix_ms, std::int64_t{0}, ten_years_s * 1000);
  } else {
    return std::nullopt;
  }
  return std::chrono::milliseconds(wait_ms);
}

}  // namespace headroom::http
