#include "headroom/forecast/ics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace headroom::forecast {
namespace {

using testing::HasSubstr;

utc_minute at(const char* text) { return *parse_utc_minute(text); }

result<std::vector<known_event>> january(const std::string& events) {
  const std::string ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" + events + "END:VCALENDAR\r\n";
  return ics_events(ics, "c.ics", at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z"));
}

std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n" + lines + "END:VEVENT\r\n";
}

TEST(ics_events, are_named_by_their_summary_and_as_long_as_they_last) {
  const auto found = january(event("SUMMARY:Big sale\r\nDTSTART:20260110T090000Z\r\nDTEND:20260110T113000Z\r\n"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().name, "Big sale");
  EXPECT_EQ(found->front().start, at("2026-01-10T09:00:00Z"));
  EXPECT_EQ(found->front().length_minutes, 150);
}

TEST(ics_events, repeat_by_their_rule_without_the_excluded_ones) {
  const auto found =
      january(event("SUMMARY:batch\r\nDTSTART:20251201T060000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n"
                    "EXDATE:20260112T060000Z\r\n"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ((*found)[0].start, at("2026-01-05T06:00:00Z"));
  EXPECT_EQ((*found)[1].start, at("2026-01-19T06:00:00Z"));
  EXPECT_EQ((*found)[2].start, at("2026-01-26T06:00:00Z"));
}

TEST(ics_events, come_by_start_and_leave_out_cancelled_and_outside_ones) {
  const auto found = january(event("SUMMARY:b\r\nDTSTART:20260120T000000Z\r\nDURATION:PT1H\r\n") +
                             event("SUMMARY:a\r\nDTSTART;VALUE=DATE:20260102\r\nDTEND;VALUE=DATE:20260103\r\n") +
                             event("SUMMARY:c\r\nSTATUS:CANCELLED\r\nDTSTART:20260103T000000Z\r\nDURATION:PT1H\r\n") +
                             event("SUMMARY:d\r\nDTSTART:20260301T000000Z\r\nDURATION:PT1H\r\n"));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].name, "a");
  EXPECT_EQ((*found)[0].length_minutes, 1440);
  EXPECT_EQ((*found)[1].name, "b");
}

TEST(ics_events, refuse_what_is_no_calendar_or_repeats_without_end) {
  const auto text = ics_events("hello", "c.ics", {}, {});
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("c.ics: saw no calendar"));
  const auto seconds = january(event("SUMMARY:s\r\nDTSTART:20260101T000000Z\r\nRRULE:FREQ=SECONDLY\r\n"));
  ASSERT_FALSE(seconds);
  EXPECT_THAT(seconds.error().message, HasSubstr("the event 's' every minute or second"));
  const auto startless = january(event("SUMMARY:x\r\n"));
  ASSERT_FALSE(startless);
  EXPECT_THAT(startless.error().message, HasSubstr("without a start"));
}

}  // namespace
}  // namespace headroom::forecast
