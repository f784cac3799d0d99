#include "headroom/openmetrics/number.h"

#include <bit>
#include <cmath>
#include <gtest/gtest.h>
#include <string>

namespace headroom::openmetrics {
namespace {

TEST(number, takes_what_the_abnf_takes) {
  for (const char* text :
       {"0", "0042", "-1", "+1", "1.", ".5", "-.5", "1.e5", "1E5", "1e+05", "1e-7", "17.0", "0.0000000010",
        "00000000000000000000000000000000000000000001.2e-1", "12345678901234567890.1234567890"}) {
    EXPECT_EQ(read_real(text).fault, number_fault::none) << text;
    EXPECT_EQ(read_number(text).fault, number_fault::none) << text;
  }
  for (const char* text : {"inf", "+Inf", "-INF", "Infinity", "+infinity", "nan", "NaN", "NAN"}) {
    EXPECT_EQ(read_number(text).fault, number_fault::none) << text;
    EXPECT_EQ(read_real(text).fault, number_fault::syntax) << text;
  }
}

TEST(number, refuses_everything_else) {
  for (const char* text : {"",    "+",     "-",      ".",   "e5",  "1e",        "1e+", "+NaN", "-nan", "infin",
                           "1_2", "0x1",   "0x1p-3", "0b1", "0o1", "1.1.1",     "1z",  " 1",   "1 ",   "--1",
                           "+-1", "1e5.0", "nan0",   "1,5", "١",   "infinityy", "i",   "1f",   "1\t"}) {
    EXPECT_EQ(read_number(text).fault, number_fault::syntax) << text;
  }
}

TEST(number, must_fit_a_double_above_but_may_vanish_below) {
  EXPECT_EQ(read_number("1e400").fault, number_fault::out_of_range);
  EXPECT_EQ(read_number("-1e400").fault, number_fault::out_of_range);
  EXPECT_EQ(read_number("1.7976931348623159e308").fault, number_fault::out_of_range);
  EXPECT_EQ(read_number(std::string(400, '9')).fault, number_fault::out_of_range);
  EXPECT_EQ(read_number("1.7976931348623157e308").value, 1.7976931348623157e308);
  EXPECT_EQ(read_number("1e-400").value, 0);
  EXPECT_EQ(read_number("4.9e-324").value, 4.9e-324);
  EXPECT_EQ(read_number("0e999999999999").value, 0);
}

TEST(number, keeps_the_sign_of_zero_and_rounds_to_nearest) {
  EXPECT_TRUE(std::signbit(read_number("-0").value));
  EXPECT_TRUE(std::signbit(read_number("-0.0e5").value));
  EXPECT_EQ(std::bit_cast<std::uint64_t>(read_number("9007199254740993").value),
            std::bit_cast<std::uint64_t>(9007199254740992.0));
  EXPECT_EQ(read_number("0.1").value, 0.1);
  EXPECT_TRUE(std::isnan(read_number("nAn").value));
}

TEST(number, long_texts_take_linear_time) {
  const std::string digits(16 << 20, '0');
  EXPECT_EQ(read_number(digits + "1").value, 1);
  EXPECT_EQ(read_number("0." + digits + "1").value, 0);
}

TEST(compare_reals, sees_more_than_doubles_do) {
  EXPECT_TRUE(compare_reals("1604676851.123456788", "1604676851.123456789") < 0);
  EXPECT_TRUE(compare_reals("1.0", "1") == 0);
  EXPECT_TRUE(compare_reals("1e3", "1000.000") == 0);
  EXPECT_TRUE(compare_reals("0.012e2", "+1.2") == 0);
  EXPECT_TRUE(compare_reals("-0", "0.0e5") == 0);
  EXPECT_TRUE(compare_reals("-1", "-1.1") > 0);
  EXPECT_TRUE(compare_reals("-1", "0") < 0);
  EXPECT_TRUE(compare_reals("10", "9.9") > 0);
  EXPECT_TRUE(compare_reals("1e-400", "2e-400") < 0) << "both are 0 as doubles";
  EXPECT_TRUE(compare_reals("12", "123") < 0);
}

}  // namespace
}  // namespace headroom::openmetrics
