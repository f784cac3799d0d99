#include "headroom/base/figures.h"

#include <cmath>
#include <cstdlib>
#include <fmt/format.h>

namespace headroom {
namespace {

// "12.30" -> "12.3", "12.0" -> "12".
std::string without_trailing_zeros(std::string decimal) {
  if (decimal.find('.') == std::string::npos) return decimal;
  decimal.erase(decimal.find_last_not_of('0') + 1);
  if (decimal.back() == '.') decimal.pop_back();
  return decimal;
}

}  // namespace

std::string with_commas(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string rate_text(double rate) {
  if (!std::isfinite(rate)) return "?";
  if (rate < 0) return "-" + rate_text(-rate);
  if (rate == 0) return "0";
  if (rate < 0.001) return "<0.001";
  if (rate >= 1e15) return fmt::format("{:.3g}", rate);
  if (rate >= 99.95) return with_commas(std::llround(rate));
  if (rate >= 0.995) return without_trailing_zeros(fmt::format("{:.1f}", rate));
  return without_trailing_zeros(fmt::format("{:.{}f}", rate, rate < 0.01 ? 3 : 2));
}

std::string percent_text(double share) {
  if (!std::isfinite(share)) return "?";
  if (share > 0 && share < 0.005) return "<1 %";
  if (share > 9.99) return ">999 %";
  return fmt::format("{} %", std::llround(share * 100));
}

std::string usd_text(usd_micros money, sign_style sign) {
  const std::int64_t micros = money.value();
  const double dollars = std::fabs(usd(money));
  std::string amount;
  if (dollars >= 99.995) {
    amount = with_commas(std::llround(dollars));
  } else {
    amount = fmt::format("{:.2f}", dollars);
    if (amount.ends_with(".00")) amount.resize(amount.size() - 3);
  }
  if (amount == "0") return "$0";
  return (micros < 0 ? "-$" : sign == sign_style::plus_and_minus ? "+$" : "$") + amount;
}

std::string counted(std::int64_t number, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", with_commas(number), number == 1 ? singular : plural);
}

}  // namespace headroom
