#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "headroom/base/money.h"

namespace headroom {

// Figures as people read them, the same in every table and sentence.

// 1234567 -> "1,234,567".
[[nodiscard]] std::string with_commas(std::int64_t number);

// A rate or another measured figure to about three digits: "12,345", "123", "12.3", "0.12", "<0.001", "0"; "?" for what
// is no number.
[[nodiscard]] std::string rate_text(double rate);

// A share as a whole percentage, "82 %"; "<1 %" for what is more than nothing, ">999 %" at the top.
[[nodiscard]] std::string percent_text(double share);

enum class sign_style : std::uint8_t { minus_only, plus_and_minus };

// Dollars: whole from $100 on, with cents below: "$45,210", "$4.20", "-$18", "$0"; plus_and_minus writes "+$18".
[[nodiscard]] std::string usd_text(usd_micros money, sign_style sign = sign_style::minus_only);

// "1 namespace", "2 namespaces", "0 namespaces".
[[nodiscard]] std::string counted(std::int64_t number, std::string_view singular, std::string_view plural);

}  // namespace headroom
