#include "headroom/temporal/common/datetime.h"

#include <fmt/format.h>
#include <optional>

#include "headroom/base/text.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::nanoseconds;
using std::chrono::seconds;

// Takes a text apart from the left; every step fails softly, and the whole is checked once at the end.
class scanner {
 public:
  explicit scanner(std::string_view text) : rest_(text) {}

  std::optional<int> number(std::size_t digits) {
    if (rest_.size() < digits) return std::nullopt;
    int out = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      out = out * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return out;
  }
  bool one_of(std::string_view chars) {
    if (rest_.empty() || chars.find(rest_.front()) == std::string_view::npos) return false;
    taken_ = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] char taken() const { return taken_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  char taken_ = 0;
};

std::optional<nanoseconds> fraction(scanner& s) {
  if (!s.one_of(".,")) return nanoseconds(0);
  std::int64_t value = 0;
  int digits = 0;
  while (auto digit = s.number(1)) {
    if (++digits > 9) return std::nullopt;
    value = value * 10 + *digit;
  }
  if (digits == 0) return std::nullopt;
  for (; digits < 9; ++digits) value *= 10;
  return nanoseconds(value);
}

std::optional<nanoseconds> offset(scanner& s) {
  if (s.one_of("zZ")) return nanoseconds(0);
  if (!s.one_of("+-")) return std::nullopt;
  const int sign = s.taken() == '-' ? -1 : 1;
  const auto h = s.number(2);
  if (!h || !s.one_of(":")) return std::nullopt;
  const auto m = s.number(2);
  if (!m || *h > 23 || *m > 59) return std::nullopt;
  return sign * (hours(*h) + minutes(*m));
}

std::optional<timestamp> scan(std::string_view text) {
  scanner s(text);
  const auto year = s.number(4);
  if (!year || !s.one_of("-")) return std::nullopt;
  const auto month = s.number(2);
  if (!month || !s.one_of("-")) return std::nullopt;
  const auto day = s.number(2);
  if (!day || !s.one_of("tT ")) return std::nullopt;
  const auto hour = s.number(2);
  if (!hour || !s.one_of(":")) return std::nullopt;
  const auto minute = s.number(2);
  if (!minute || !s.one_of(":")) return std::nullopt;
  const auto second = s.number(2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const auto part = fraction(s);
  const auto shift = part ? offset(s) : std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!shift || !s.at_end() || !date.ok()) return std::nullopt;
  const auto whole = std::chrono::sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second);
  // A day's margin for the offset and the fraction.
  constexpr auto margin = days(1);
  if (whole < std::chrono::ceil<seconds>(timestamp::min() + margin)) return std::nullopt;
  if (whole > std::chrono::floor<seconds>(timestamp::max() - margin)) return std::nullopt;
  return whole + *part - *shift;
}

std::string fraction_text(std::int64_t nanos) {
  if (nanos == 0) return "";
  if (nanos % 1'000'000 == 0) return fmt::format(".{:03}", nanos / 1'000'000);
  if (nanos % 1'000 == 0) return fmt::format(".{:06}", nanos / 1'000);
  return fmt::format(".{:09}", nanos);
}

}  // namespace

std::string to_rfc3339(timestamp t) {
  const auto day = std::chrono::floor<days>(t);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(t - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), fraction_text(time.subseconds().count()));
}

timestamp parse_rfc3339(std::string_view text) {
  if (const auto t = scan(text)) return *t;
  throw payload_error(fmt::format("saw '{}', expected a time such as 2024-02-03T04:05:06Z, between 1677 and 2262",
                                  headroom::escape_for_terminal(text.substr(0, 60))));
}

}  // namespace temporal
