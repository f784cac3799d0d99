#include "headroom/openmetrics/number.h"

#include <algorithm>
#include <cmath>
#include <fast_float/fast_float.h>
#include <limits>
#include <string>

namespace headroom::openmetrics {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  const auto start = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - start;
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return text;
}

// The three alternatives of `realnumber`, after the sign.
bool is_unsigned_real(std::string_view text) {
  std::size_t at = digits_at(text, 0);
  std::size_t digits = at;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = digits_at(text, at + 1);
    digits += fraction;
    at += 1 + fraction;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const auto exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

bool equals_ignoring_case(std::string_view text, std::string_view lowercase) {
  return std::ranges::equal(text, lowercase, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// A real as digits d1 d2 d3 ... (d1 and the last not zero) times 10 to the `exponent`, read as 0.d1d2d3...
struct decimal {
  int sign = 0;
  std::int64_t exponent = 0;
  std::string digits;
};

std::int64_t read_exponent(std::string_view text) {
  constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max() / 100;
  std::int64_t value = 0;
  for (const char c : without_sign(text)) value = std::min(far, value * 10 + (c - '0'));
  return text.starts_with('-') ? -value : value;
}

decimal to_decimal(std::string_view text) {
  decimal out{.sign = text.starts_with('-') ? -1 : 1};
  text = without_sign(text);
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    out.exponent = read_exponent(text.substr(e + 1));
    text = text.substr(0, e);
  }
  const auto point = std::min(text.find('.'), text.size());
  out.digits.assign(text.substr(0, point));
  if (point < text.size()) out.digits.append(text.substr(point + 1));
  const auto leading = std::min(out.digits.find_first_not_of('0'), out.digits.size());
  out.exponent += static_cast<std::int64_t>(point) - static_cast<std::int64_t>(leading);
  out.digits.erase(0, leading);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  if (out.digits.empty()) return {};
  return out;
}

}  // namespace

number_result read_real(std::string_view text) {
  const auto magnitude = without_sign(text);
  if (!is_unsigned_real(magnitude)) return {.fault = number_fault::syntax};
  double value = 0;
  // fast_float 3.9 reports a result beyond the doubles as infinity and below them as zero.
  fast_float::from_chars(magnitude.data(), magnitude.data() + magnitude.size(), value);
  if (std::isinf(value)) return {.fault = number_fault::out_of_range};
  return {.value = text[0] == '-' ? -value : value};
}

number_result read_number(std::string_view text) {
  if (equals_ignoring_case(text, "nan")) return {.value = std::numeric_limits<double>::quiet_NaN()};
  const auto magnitude = without_sign(text);
  if (equals_ignoring_case(magnitude, "inf") || equals_ignoring_case(magnitude, "infinity")) {
    const double infinity = std::numeric_limits<double>::infinity();
    return {.value = text[0] == '-' ? -infinity : infinity};
  }
  return read_real(text);
}

number_token take_real(const char* at, const char* stop) {
  const bool negative = *at == '-';
  const char* digits = negative || *at == '+' ? at + 1 : at;
  // fast_float would take "inf" and "nan" too, and no other text that the grammar does not.
  if (!is_digit(*digits) && *digits != '.') return {};
  double value = 0;
  const auto read = fast_float::from_chars(digits, stop, value);
  if (read.ec != std::errc() || (*read.ptr != ' ' && *read.ptr != '\n') || std::isinf(value)) return {};
  return {negative ? -value : value, read.ptr};
}

number_token take_number(const char* at, const char* stop) {
  if (const auto real = take_real(at, stop); real.end != nullptr) return real;
  const std::string_view rest(at, static_cast<std::size_t>(stop - at));
  const auto token = rest.substr(0, rest.find_first_of(" \n"));
  const auto read = read_number(token);
  if (read.fault != number_fault::none) return {};
  return {read.value, at + token.size()};
}

bool scale_decimal(std::uint64_t digits, std::int32_t exponent, double& value) {
  using format = fast_float::binary_format<double>;
  // Both operands are exact, so that one operation rounds correctly (Clinger 1990).
  if (exponent >= -22 && exponent <= 22 && digits <= format::max_mantissa_fast_path()) {
    const double power = format::exact_power_of_ten(exponent < 0 ? -exponent : exponent);
    value = exponent < 0 ? static_cast<double>(digits) / power : static_cast<double>(digits) * power;
    return true;
  }
  const auto nearest = fast_float::compute_float<format>(exponent, digits);  // Lemire 2021
  if (nearest.power2 < 0 || nearest.power2 >= format::infinite_power()) return false;
  fast_float::to_float(false, nearest, value);
  return true;
}

std::strong_ordering compare_reals(std::string_view a, std::string_view b) {
  const decimal left = to_decimal(a);
  const decimal right = to_decimal(b);
  if (left.sign != right.sign) return left.sign <=> right.sign;
  const auto magnitude =
      left.exponent != right.exponent ? left.exponent <=> right.exponent : left.digits <=> right.digits;
  if (left.sign >= 0) return magnitude;
  return 0 <=> magnitude;
}

}  // namespace headroom::openmetrics
