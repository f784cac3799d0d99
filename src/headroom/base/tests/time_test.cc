#include "headroom/base/time.h"

#include <gtest/gtest.h>

namespace headroom {
namespace {

TEST(utc_minute, writes_and_reads_itself) {
  for (const std::int64_t index : {0L, 1L, 29'512'345L, 30'000'000L, 100'000'000L}) {
    const utc_minute m{index};
    EXPECT_EQ(parse_utc_minute(to_string(m)), m) << to_string(m);
  }
  EXPECT_EQ(to_string(utc_minute{29'459'520}), "2026-01-05T00:00:00Z");
}

TEST(utc_minute, reads_the_common_spellings) {
  for (const char* text : {"2026-01-05T00:00:00Z", "2026-01-05T00:00Z", "2026-01-05 00:00:00+00:00"}) {
    EXPECT_EQ(parse_utc_minute(text), utc_minute{29'459'520}) << text;
  }
}

TEST(utc_minute, refuses_what_is_no_utc_minute) {
  for (const char* text :
       {"", "2026", "2026-01-05T00:00:30Z", "2026-02-30T00:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T00:60:00Z",
        "2026-01-05T00:00:00", "2026-01-05T00:00:00+01:00", "1969-01-05T00:00:00Z", "2O26-01-05T00:00:00Z"}) {
    const auto parsed = parse_utc_minute(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, error_code::invalid_argument);
  }
}

TEST(utc_hour, begins_where_the_clock_hour_begins) {
  EXPECT_EQ(hour_of(utc_minute{119}), utc_hour{1});
  EXPECT_EQ(hour_of(utc_minute{-1}), utc_hour{-1});
  EXPECT_EQ(start_of(utc_hour{2}), utc_minute{120});
}

TEST(rfc3339, has_milliseconds) { EXPECT_EQ(to_rfc3339(1'767'571'200'123), "2026-01-05T00:00:00.123Z"); }

}  // namespace
}  // namespace headroom
