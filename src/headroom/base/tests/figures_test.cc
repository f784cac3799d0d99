#include "headroom/base/figures.h"

#include <gtest/gtest.h>
#include <limits>

namespace headroom {
namespace {

TEST(figures, group_thousands) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1'000), "1,000");
  EXPECT_EQ(with_commas(-1'234'567), "-1,234,567");
  EXPECT_EQ(with_commas(-123), "-123");
  EXPECT_EQ(with_commas(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(figures, show_rates_to_about_three_digits) {
  struct row {
    double rate;
    std::string_view text;
  };
  for (const row& r :
       {row{0, "0"}, row{0.0004, "<0.001"}, row{0.001, "0.001"}, row{0.017, "0.02"}, row{0.5, "0.5"}, row{0.996, "1"},
        row{1, "1"}, row{9.96, "10"}, row{12.34, "12.3"}, row{99.96, "100"}, row{123.4, "123"}, row{12'345.6, "12,346"},
        row{-2.5, "-2.5"}, row{std::numeric_limits<double>::quiet_NaN(), "?"}, row{1e18, "1e+18"}}) {
    EXPECT_EQ(rate_text(r.rate), r.text) << r.rate;
  }
}

TEST(figures, show_shares_as_whole_percentages) {
  EXPECT_EQ(percent_text(0), "0 %");
  EXPECT_EQ(percent_text(0.001), "<1 %");
  EXPECT_EQ(percent_text(0.824), "82 %");
  EXPECT_EQ(percent_text(1.5), "150 %");
  EXPECT_EQ(percent_text(1e9), ">999 %");
}

TEST(figures, show_money_with_cents_only_where_they_matter) {
  struct row {
    std::int64_t micros;
    std::string_view text, with_plus;
  };
  for (const row& r : {row{0, "$0", "$0"}, row{4'200'000, "$4.20", "+$4.20"}, row{18'000'000, "$18", "+$18"},
                       row{-18'000'000, "-$18", "-$18"}, row{99'999'000, "$100", "+$100"},
                       row{45'210'400'000, "$45,210", "+$45,210"}, row{-1'000, "$0", "$0"}}) {
    EXPECT_EQ(usd_text(usd_micros(r.micros)), r.text);
    EXPECT_EQ(usd_text(usd_micros(r.micros), sign_style::plus_and_minus), r.with_plus);
  }
}

TEST(figures, count_one_and_many) {
  EXPECT_EQ(counted(1, "namespace", "namespaces"), "1 namespace");
  EXPECT_EQ(counted(0, "namespace", "namespaces"), "0 namespaces");
  EXPECT_EQ(counted(1'234, "namespace", "namespaces"), "1,234 namespaces");
}

}  // namespace
}  // namespace headroom
