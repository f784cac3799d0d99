#include "headroom/forecast/cron.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::forecast {
namespace {

using testing::HasSubstr;

utc_minute at(const char* text) { return *parse_utc_minute(text); }

struct firing {
  const char* expression;
  const char* minute;
  bool fires;
};

class cron_fires : public testing::TestWithParam<firing> {};

TEST_P(cron_fires, as_crontab_says) {
  const auto schedule = parse_cron(GetParam().expression);
  ASSERT_TRUE(schedule);
  EXPECT_EQ(schedule->fires_at(at(GetParam().minute)), GetParam().fires)
      << GetParam().expression << " at " << GetParam().minute;
}

// 2026-01-05 is a Monday.
INSTANTIATE_TEST_SUITE_P(all, cron_fires,
                         testing::Values(firing{"* * * * *", "2026-01-05T09:13:00Z", true},
                                         firing{"30 9 * * *", "2026-01-05T09:30:00Z", true},
                                         firing{"30 9 * * *", "2026-01-05T09:31:00Z", false},
                                         firing{"*/15 8-10 * * Mon-Fri", "2026-01-05T10:45:00Z", true},
                                         firing{"*/15 8-10 * * mon-fri", "2026-01-04T10:45:00Z", false},
                                         firing{"5/20 * * * *", "2026-01-05T00:45:00Z", true},
                                         firing{"0 0 * * 7", "2026-01-04T00:00:00Z", true},
                                         firing{"0 0 1,15 * *", "2026-01-15T00:00:00Z", true},
                                         firing{"0 0 1 jan *", "2027-02-01T00:00:00Z", false},
                                         firing{"0 0 13 * 5", "2026-01-09T00:00:00Z", true},    // a Friday
                                         firing{"0 0 13 * 5", "2026-01-13T00:00:00Z", true},    // a 13th
                                         firing{"0 0 */2 * 5", "2026-01-13T00:00:00Z", false},  // both, as * leads
                                         firing{"@weekly", "2026-01-04T00:00:00Z", true},
                                         firing{" @hourly ", "2026-01-04T03:00:00Z", true}));

struct refusal {
  const char* expression;
  const char* message;
};

class cron_refuses : public testing::TestWithParam<refusal> {};

TEST_P(cron_refuses, with_the_field_what_was_seen_and_what_was_expected) {
  const auto schedule = parse_cron(GetParam().expression);
  ASSERT_FALSE(schedule);
  EXPECT_EQ(schedule.error().code, error_code::invalid_argument);
  EXPECT_THAT(schedule.error().message, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    all, cron_refuses,
    testing::Values(refusal{"", "expected five fields"}, refusal{"* * * *", "expected five fields"},
                    refusal{"60 * * * *", "cron minute: saw '60', expected a number from 0 to 59"},
                    refusal{"* 5-3 * * *", "cron hour: saw '5-3', expected a range that rises"},
                    refusal{"*/0 * * * *", "cron minute: saw '0'"}, refusal{"* * 0 * *", "cron day of month: saw '0'"},
                    refusal{"* * * foo *", "cron month: saw 'foo'"}, refusal{"1,,2 * * * *", "cron minute: saw ''"},
                    refusal{"* * * * 8", "cron day of week: saw '8'"}));

TEST(cron_events, are_the_occurrences_in_a_stretch_of_time) {
  const auto schedule = parse_cron("0 6 * * *");
  ASSERT_TRUE(schedule);
  const auto events = cron_events("load", *schedule, 30, at("2026-01-05T06:00:00Z"), at("2026-01-07T06:00:00Z"));
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 2U);
  EXPECT_EQ((*events)[1].start, at("2026-01-06T06:00:00Z"));
  EXPECT_EQ((*events)[1].length_minutes, 30);
  EXPECT_EQ((*events)[1].name, "load");
}

}  // namespace
}  // namespace headroom::forecast
