#include "headroom/plan/headroom_recurrence.h"

#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

burst_recurrence with_bursts_every(int period, int minutes = 3 * 7 * 1440) {
  burst_recurrence out;
  for (int minute = 0; minute < minutes; ++minute) out.add(minute, minute % period < 4);
  return out;
}

TEST(burst_recurrence, finds_periods_that_are_no_part_of_a_day) {
  for (const int period : {97, 500, 1440, 1457, 2880}) {
    auto bursts = with_bursts_every(period);
    const auto found = bursts.periods_minutes();
    ASSERT_FALSE(found.empty()) << period;
    EXPECT_EQ(found.front(), period);
  }
}

TEST(burst_recurrence, tells_two_schedules_apart) {
  burst_recurrence bursts;
  for (int minute = 0; minute < 3 * 7 * 1440; ++minute) {
    bursts.add(minute, (minute + 270) % 370 < 10 || (minute + 760) % 810 < 20);
  }
  const auto found = bursts.periods_minutes();
  ASSERT_GE(found.size(), 2U);
  EXPECT_NEAR(found[0], 370, 2);
  EXPECT_NEAR(found[1], 810, 2);
}

TEST(burst_recurrence, forgets_a_schedule_that_has_changed) {
  burst_recurrence bursts;
  int minute = 0;
  for (; minute < 17 * 1440; ++minute) bursts.add(minute, minute % 450 < 10);
  for (; minute < 35 * 1440; ++minute) bursts.add(minute, minute % 700 < 10);
  const auto found = bursts.periods_minutes();
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front(), 700);
}

TEST(burst_recurrence, says_nothing_of_three_bursts) {
  burst_recurrence bursts;
  for (int minute = 0; minute < 1500; ++minute) bursts.add(minute, minute % 500 < 4);
  EXPECT_TRUE(bursts.periods_minutes().empty());
}

TEST(burst_recurrence, takes_a_burst_with_short_pauses_for_one) {
  burst_recurrence bursts;
  for (int minute = 0; minute < 1500; ++minute) bursts.add(minute, minute % 500 < 40 && minute % 4 == 0);
  EXPECT_TRUE(bursts.periods_minutes().empty());
}

}  // namespace
}  // namespace headroom::plan
