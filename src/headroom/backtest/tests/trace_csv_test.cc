#include "headroom/backtest/trace_csv.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace headroom::backtest {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string header = "minute,actions_per_second\n";

TEST(trace_csv, fills_whole_clock_hours_and_leaves_missing_minutes_unknown) {
  const auto t = parse_trace_csv(header + "2026-01-05T00:58:00Z,1.5\n2026-01-05T01:01:00Z,0\n", "a/orders.csv.gz");
  ASSERT_TRUE(t) << t.error().message;
  EXPECT_EQ(t->name, "orders");
  EXPECT_EQ(to_string(t->start), "2026-01-05T00:00:00Z");
  EXPECT_EQ(to_string(t->first_row), "2026-01-05T00:58:00Z");
  ASSERT_EQ(t->aps.size(), 120U);
  EXPECT_EQ(t->aps[58], 1.5);
  EXPECT_EQ(t->aps[61], 0);
  for (const std::size_t missing : {0U, 57U, 59U, 60U, 62U, 119U}) EXPECT_TRUE(std::isnan(t->aps[missing])) << missing;
}

TEST(trace_csv, takes_line_ends_and_a_byte_order_mark_as_they_come) {
  for (const char* csv : {"minute,actions_per_second\r\n2026-01-05T00:00:00Z,2e1\r\n",
                          "\xef\xbb\xbfminute,actions_per_second\n2026-01-05T00:00:00Z,20",
                          "minute,actions_per_second\n2026-01-05T00:00:00Z,20\n\n"}) {
    const auto t = parse_trace_csv(csv, "x.csv");
    ASSERT_TRUE(t) << t.error().message;
    EXPECT_EQ(t->aps[0], 20);
  }
}

TEST(trace_csv, names_file_line_what_was_seen_and_what_was_expected) {
  struct row {
    std::string csv;
    const char* place;
    const char* message;
  };
  const std::string first = header + "2026-01-05T00:00:00Z,1\n";
  for (const row& r : {
           row{"", "f.csv:1: ", "saw an empty file, expected the header"},
           row{"time,load\n", "f.csv:1: ", "saw 'time,load', expected the header 'minute,actions_per_second'"},
           row{header, "f.csv:1: ", "saw no rows, expected at least one"},
           row{header + "\n2026-01-05T00:00:00Z,1\n", "f.csv:2: ", "saw '', expected two columns"},
           row{first + "2026-01-05T00:01:00Z\n", "f.csv:3: ", "expected two columns"},
           row{first + "2026-01-05T00:01:00Z,1,2\n", "f.csv:3: ", "expected two columns"},
           row{first + "2026-01-05T00:01:30Z,1\n", "f.csv:3: ", "saw '2026-01-05T00:01:30Z', expected a UTC minute"},
           row{first + "yesterday,1\n", "f.csv:3: ", "saw 'yesterday', expected a UTC minute"},
           row{first + "2026-01-05T00:01:00Z,-1\n", "f.csv:3: ", "saw '-1', expected actions per second"},
           row{first + "2026-01-05T00:01:00Z,nan\n", "f.csv:3: ", "saw 'nan', expected actions per second"},
           row{first + "2026-01-05T00:01:00Z,inf\n", "f.csv:3: ", "saw 'inf'"},
           row{first + "2026-01-05T00:01:00Z,1.1e12\n", "f.csv:3: ", "a number from 0 to 1e12"},
           row{first + "2026-01-05T00:01:00Z,1e999\n", "f.csv:3: ", "a number from 0 to 1e12"},
           row{first + "2026-01-05T00:01:00Z,\n", "f.csv:3: ", "saw '', expected actions per second"},
           row{first + "2026-01-05T00:01:00Z,12x\n", "f.csv:3: ", "saw '12x'"},
           row{first + "2026-01-05T00:00:00Z,2\n",
               "f.csv:3: ", "saw 2026-01-05T00:00:00Z twice, expected one row a minute"},
           row{first + "2026-01-04T23:59:00Z,2\n", "f.csv:3: ", "expected rising minutes"},
           row{first + "2126-01-05T00:00:00Z,2\n", "f.csv:3: ", "expected at most twenty years"},
           row{first + "2026-01-05T00:01:00Z,\x1b[31m\n", "f.csv:3: ", "saw '\\x1b[31m'"},
       }) {
    const auto t = parse_trace_csv(r.csv, "f.csv");
    ASSERT_FALSE(t) << r.csv;
    EXPECT_EQ(t.error().code, error_code::invalid_argument);
    EXPECT_THAT(t.error().message, StartsWith(r.place));
    EXPECT_THAT(t.error().message, HasSubstr(r.message));
  }
}

TEST(trace_name, is_the_file_name_up_to_csv) {
  EXPECT_EQ(trace_name("/a/b/orders.csv"), "orders");
  EXPECT_EQ(trace_name("orders.prod.csv.gz"), "orders.prod");
  EXPECT_EQ(trace_name("a.csv/orders"), "orders");
}

}  // namespace
}  // namespace headroom::backtest
