#include "sim/trace.h"

#include <gtest/gtest.h>

#include "sim/gzip.h"
#include "sim/tests/a_cloud.h"

namespace headroom::sim {
namespace {

TEST(trace, reads_plain_and_gzip_and_holds_the_value_over_a_gap) {
  const std::string csv =
      "minute,actions_per_second\n2026-01-05T00:00:00Z,1.5\n2026-01-05T00:01:00Z,2\n2026-01-05T00:04:00Z,9\n";
  for (const std::string& bytes : {csv, gzip(csv)}) {
    const auto read = read_trace(bytes, "t.csv");
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->start, moment("2026-01-05T00:00:00Z"));
    EXPECT_EQ(read->actions_per_s, (std::vector<float>{1.5F, 2, 2, 2, 9}));
  }
}

TEST(trace, names_the_line_that_is_wrong) {
  const std::string head = "minute,actions_per_second\n2026-01-05T00:00:00Z,1\n";
  for (const auto& [bytes, place] :
       std::vector<std::pair<std::string, std::string>>{{"", "t.csv: no rows"},
                                                        {"minute,actions_per_second\n", "t.csv: no rows"},
                                                        {"time,rate\n", "t.csv:1:"},
                                                        {head + "2026-01-05T00:00:00Z,1\n", "t.csv:3:"},
                                                        {head + "2026-01-05T00:01:00Z,-1\n", "t.csv:3:"},
                                                        {head + "2026-01-05T00:01:00Z,nan\n", "t.csv:3:"},
                                                        {head + "2026-01-05T00:01:00Z\n", "t.csv:3:"},
                                                        {head + "2028-01-05T00:01:00Z,1\n", "t.csv:3:"},
                                                        {gzip(head).substr(0, 30), "t.csv: gzip"}}) {
    const auto read = read_trace(bytes, "t.csv");
    ASSERT_FALSE(read) << bytes;
    EXPECT_TRUE(read.error().message.starts_with(place)) << read.error().message;
  }
}

TEST(trace, replays_whole_weeks_at_the_same_weekday) {
  trace t{.start = moment("2026-01-05T00:00:00Z"), .actions_per_s = {}};
  for (int i = 0; i < 7 * 1440 + 100; ++i) t.actions_per_s.push_back(static_cast<float>(i));
  EXPECT_DOUBLE_EQ(t.at(moment("2026-01-06T00:00:00Z")), 1440);
  EXPECT_DOUBLE_EQ(t.at(moment("2026-01-13T00:00:00Z")), 1440);
  EXPECT_DOUBLE_EQ(t.at(moment("2025-12-30T00:00:00Z")), 1440);
}

TEST(trace, of_the_demo_are_all_readable_and_two_weeks_long) {
  for (const char* name : {"crane_02", "crane_09", "crane_10", "crane_11", "crane_14", "nab_elb_requests",
                           "nab_nyc_taxi", "nab_tweets_amzn", "wc98_first_half"}) {
    const auto bytes = builtin_file(std::string(name) + ".csv.gz");
    ASSERT_TRUE(bytes) << name;
    const auto read = read_trace(*bytes, name);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->actions_per_s.size(), 14U * 1440) << name;
  }
}

}  // namespace
}  // namespace headroom::sim
