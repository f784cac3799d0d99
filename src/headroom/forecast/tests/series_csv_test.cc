#include "headroom/forecast/series_csv.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::forecast {
namespace {

using testing::HasSubstr;

TEST(series_csv, reads_series_in_order_with_missing_steps_and_empty_values_as_unknown) {
  const auto all = parse_series_csv("series,step,value\nb,-1,2\nb,0,\nb,2,1e3\na,7,-4.5\n", "f.csv");
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].name, "b");
  EXPECT_EQ((*all)[0].first_step, -1);
  EXPECT_EQ((*all)[0].last_step(), 2);
  ASSERT_EQ((*all)[0].values.size(), 4U);
  EXPECT_EQ((*all)[0].values[0], 2);
  EXPECT_TRUE(std::isnan((*all)[0].values[1]));
  EXPECT_TRUE(std::isnan((*all)[0].values[2]));
  EXPECT_EQ((*all)[0].values[3], 1000);
  EXPECT_EQ((*all)[1].values, std::vector{-4.5});
}

TEST(series_csv, tolerates_a_byte_order_mark_crlf_a_blank_end_and_quoted_names) {
  const auto all = parse_series_csv("\xef\xbb\xbfseries,step,value\r\n\"a,\"\"b\"\"\",1,2\r\n\r\n", "f.csv");
  ASSERT_TRUE(all);
  EXPECT_EQ((*all)[0].name, "a,\"b\"");
}

struct refusal {
  const char* csv;
  const char* message;
};

class series_csv_refuses : public testing::TestWithParam<refusal> {};

TEST_P(series_csv_refuses, with_the_line_what_was_seen_and_what_was_expected) {
  const auto all = parse_series_csv(GetParam().csv, "f.csv");
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().code, error_code::invalid_argument);
  EXPECT_THAT(all.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    all, series_csv_refuses,
    testing::Values(refusal{"", "f.csv:1: saw an empty file, expected the header"},
                    refusal{"series,value\n", "f.csv:1: saw 'series,value', expected the header 'series,step,value'"},
                    refusal{"series,step,value\n", "f.csv:1: saw no rows"},
                    refusal{"series,step,value\na,1\n", "f.csv:2: saw '1', expected three columns"},
                    refusal{"series,step,value\na\n", "f.csv:2: saw 'a', expected three columns"},
                    refusal{"series,step,value\na,1,2,3\n", "expected three columns"},
                    refusal{"series,step,value\na,1.5,2\n", "f.csv:2: saw '1.5', expected a step, an integer"},
                    refusal{"series,step,value\na,1,2\n\na,2,2\n", "f.csv:3: saw ''"},
                    refusal{"series,step,value\na,1,2\na,1,3\n", "f.csv:3: saw the step 1 twice"},
                    refusal{"series,step,value\na,2,2\na,1,3\n",
                            "f.csv:3: saw the step 1 after 2, expected steps that rise"},
                    refusal{"series,step,value\na,1,2\nb,1,3\na,2,1\n", "f.csv:4: saw the series 'a' again"},
                    refusal{"series,step,value\na,1,x\n", "f.csv:2: saw 'x', expected a finite number"},
                    refusal{"series,step,value\na,1,nan\n", "saw 'nan', expected a finite number"},
                    refusal{"series,step,value\na,1,inf\n", "saw 'inf', expected a finite number"},
                    refusal{"series,step,value\na,1,1\na,99999999999,1\n", "f.csv:3: saw 99999999997 missing steps"},
                    refusal{"series,step,value\n\"a,1,1\n", "expected a name whose double quotes end"}));

}  // namespace
}  // namespace headroom::forecast
