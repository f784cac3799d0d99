#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace headroom::openmetrics {

enum class number_fault : std::uint8_t { none, syntax, out_of_range };

struct number_result {
  double value = 0;
  number_fault fault = number_fault::none;
};

// `number` of OpenMetrics' ABNF: [SIGN] digits with point and exponent, [SIGN] inf or infinity, nan (no sign), in any
// case. Go's strconv.ParseFloat, which 0.0.4 names, takes the same without its later additions of hexadecimals and
// underscores, which Prometheus refuses too. The double is the nearest one; a finite text beyond the doubles is
// out_of_range, since numbers MUST fit (OpenMetrics, "Numbers").
number_result read_number(std::string_view text);

// `realnumber`: the same without inf and nan. Timestamps are of this kind.
number_result read_real(std::string_view text);

// The same for the number that begins at `at` and goes on to the next blank or line feed, which must come before
// `stop`; one pass for the usual ones.
struct number_token {
  double value = 0;
  const char* end = nullptr;  // null: not a number, or beyond the doubles
};
number_token take_number(const char* at, const char* stop);
number_token take_real(const char* at, const char* stop);

// digits x 10^exponent, rounded to the nearest double. False when that is beyond the doubles, or cannot be told from
// these digits.
bool scale_decimal(std::uint64_t digits, std::int32_t exponent, double& value);

// Orders two texts that read_real takes by their exact values, also where the nearest doubles are equal: timestamps may
// carry nanoseconds (OpenMetrics, "Numbers").
std::strong_ordering compare_reals(std::string_view a, std::string_view b);

}  // namespace headroom::openmetrics
