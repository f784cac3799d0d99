#include "headroom/plan/headroom_throttle_goal.h"

#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

throttle_goal after(int hours, int throttled_minutes_a_day) {
  throttle_goal goal;
  for (int h = 0; h < hours; ++h) goal.add_hour(h % 24 == 0 ? throttled_minutes_a_day : 0);
  return goal;
}

TEST(throttle_goal, pays_nothing_for_safety_before_there_is_evidence) { EXPECT_EQ(throttle_goal().premium(), 0); }

TEST(throttle_goal, pays_nothing_while_it_is_met) {
  EXPECT_EQ(after(336, 0).premium(), 0);
  EXPECT_EQ(after(336, 4).premium(), 0);  // 4 of 1,440 minutes are 0.28 %
}

TEST(throttle_goal, pays_more_the_further_it_is_missed) {
  EXPECT_NEAR(after(1'000, 13).premium(), 0.04, 0.005);  // 0.9 %: three times the goal
  EXPECT_GT(after(1'000, 20).premium(), after(1'000, 13).premium());
}

TEST(throttle_goal, never_pays_more_than_an_eighth) {
  EXPECT_LT(after(1'000, 60).premium(), 0.125);
  EXPECT_GT(after(1'000, 60).premium(), 0.115);
}

TEST(throttle_goal, forgets_in_weeks) {
  auto goal = after(336, 13);
  for (int h = 0; h < 8 * 336; ++h) goal.add_hour(0);
  EXPECT_EQ(goal.premium(), 0);
}

}  // namespace
}  // namespace headroom::plan
