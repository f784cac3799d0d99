#include "headroom/cli/history/places.h"

#include <gtest/gtest.h>

namespace headroom::cli::history {
namespace {

TEST(moments, are_minutes_dates_or_ages) {
  const auto now = parse_utc_minute("2026-01-08T12:00:00Z").value();
  const std::vector<std::pair<const char*, const char*>> cases{{"2026-01-05T00:07:00Z", "2026-01-05T00:07:00Z"},
                                                               {"2026-01-05", "2026-01-05T00:00:00Z"},
                                                               {"1d", "2026-01-07T12:00:00Z"},
                                                               {"90m", "2026-01-08T10:30:00Z"},
                                                               {"0d", "2026-01-08T12:00:00Z"}};
  for (const auto& [text, expected] : cases) {
    const auto seen = parse_moment(text, now);
    ASSERT_TRUE(seen) << text;
    EXPECT_EQ(to_string(*seen), expected);
  }
  for (const char* wrong : {"", "d", "-1d", "7", "7x", "yesterday", "2026-13-01", "99999999999999999999d"}) {
    EXPECT_FALSE(parse_moment(wrong, now)) << wrong;
  }
}

TEST(windows, are_from_an_hour_to_four_hundred_days) {
  EXPECT_EQ(parse_window_minutes("7d"), 10'080);
  EXPECT_EQ(parse_window_minutes("28d"), 40'320);
  EXPECT_EQ(parse_window_minutes("1h"), 60);
  for (const char* wrong : {"", "0d", "59m", "401d", "7 d", "seven"})
    EXPECT_FALSE(parse_window_minutes(wrong)) << wrong;
}

TEST(a_server, is_read_and_never_written) {
  EXPECT_FALSE(open_to_write("http://127.0.0.1:1"));
  EXPECT_FALSE(open_to_read("https://127.0.0.1:1"));
  EXPECT_FALSE(is_url("history.db"));
}

}  // namespace
}  // namespace headroom::cli::history
