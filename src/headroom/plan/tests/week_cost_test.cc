#include "headroom/plan/week_cost.h"

#include <gtest/gtest.h>

#include "week_sample.h"

namespace headroom::plan {
namespace {

constexpr double almost = 1e-6;

// Levels 0.25, 0.5 and 0.999999 stand for 0.375, 0.3749995 and 0.25 of the probability, and a millionth is a surprise.
TEST(week_cost, bills_the_load_or_the_floor_in_each_scenario) {
  week_case in = sample_case({certain_hour(100, 150, 500)});
  in.rows[0].hours[0].mean_per_s = {50, 100, 200};
  // 2 TRUs: floor 360,000 an hour. The loads are 180,000, 360,000 and 720,000: only the first leaves TRUs idle.
  const auto two = expect_hour(in, 0, provisioned(2));
  EXPECT_NEAR(two.idle_actions, 0.375 * 180'000, almost);
  EXPECT_NEAR(two.billed_actions, 0.375 * 360'000 + 0.37499975 * 360'000 + 0.25000025 * 720'000, 1);
  EXPECT_EQ(two.throttled_actions, 0);
  const auto none = expect_hour(in, 0, on_demand);
  EXPECT_EQ(none.idle_actions, 0);
  EXPECT_NEAR(two.billed_actions - none.billed_actions, 0.375 * 180'000, almost);
}

TEST(week_cost, throttles_what_lies_above_the_limit) {
  // An even spread from 200 to 1,000 around 600, limit 500: 5 of 8 minutes lie above it, by 250 on average:
  // 0.625 x 250 x 3,600 = 562,500 actions and 37.5 minutes.
  const week_case in = sample_case({certain_hour(600, 1000, 500)});
  const auto held = expect_hour(in, 0, on_demand);
  EXPECT_NEAR(held.throttled_actions, 562'500, 5);
  EXPECT_NEAR(held.throttled_minutes, 37.5, 1e-3);
  EXPECT_NEAR(held.throttle_chance, 1, almost);
  EXPECT_NEAR(objective_of(in, held), 600 * 3600 + 10 * 562'500.0, 50);
  EXPECT_LT(expect_hour(in, 0, provisioned(2)).throttled_actions, 5);  // the surprise alone
}

TEST(week_cost, the_limit_that_turns_away_most_counts_as_a_share_of_the_actions) {
  week_case in = sample_case({certain_hour(100, 200, 500)});
  // 10,000 operations/s all the time on 2 TRUs' 8,000: a fifth is turned away, so a fifth of 360,000 actions.
  in.rows.push_back({.kind = limit_kind::operations, .hours = {certain_hour(10'000, 10'000, 0)}});
  in.rows[1].hours[0].on_demand_limit_per_s = std::nullopt;
  EXPECT_NEAR(expect_hour(in, 0, provisioned(2)).throttled_actions, 72'000, 1);
  EXPECT_NEAR(expect_hour(in, 0, provisioned(3)).throttled_actions, 0, 1);
  EXPECT_EQ(tightest_in_hour(in, 0, provisioned(2), 0.5).row, 1U);
  EXPECT_EQ(tightest_in_hour(in, 0, on_demand, 0.5).row, 0U) << "what is unknown is not judged";
}

TEST(week_cost, likely_use_at_the_turn_reaches_two_thirds_of_the_way_to_the_peak) {
  const week_case in = sample_case({certain_hour(300, 600, 500)});
  EXPECT_NEAR(likely_use_at_turn(in, 0, on_demand), 500.0 / 500, almost);  // 300 + 300 x 4/6
  EXPECT_NEAR(likely_use_at_turn(in, 0, provisioned(2)), 500.0 / 1000, almost);
}

TEST(week_cost, never_falls_with_the_load_nor_throttles_more_with_more_trus) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    const week_case in = random_case(random);
    week_case more = in;
    for (auto& row : more.rows) {
      for (auto& hour : row.hours) {
        for (double& v : hour.peak_per_s) v *= 1.1;
        for (double& v : hour.mean_per_s) v *= 1.1;
      }
    }
    for (std::size_t h = 0; h < in.hours(); ++h) {
      double before = expect_hour(in, h, provisioned(2)).throttled_actions;
      for (const int trus : {3, 4, 6, 8, 10, 12}) {
        const auto now = expect_hour(in, h, provisioned(trus));
        ASSERT_LE(now.throttled_actions, before + almost);
        ASSERT_LE(objective_of(in, now), objective_of(more, expect_hour(more, h, provisioned(trus))) + almost);
        before = now.throttled_actions;
      }
    }
  }
}

}  // namespace
}  // namespace headroom::plan
