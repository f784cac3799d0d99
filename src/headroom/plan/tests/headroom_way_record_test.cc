#include "headroom/plan/headroom_way_record.h"

#include <array>
#include <gtest/gtest.h>

#include "headroom/plan/headroom_path_cost.h"

namespace headroom::plan {
namespace {

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00Z
constexpr by_rung dear_above_on_demand{1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 7e6, 8e6};

TEST(way_record, knows_the_weekend_by_utc) {
  EXPECT_FALSE(is_weekend(monday));
  EXPECT_FALSE(is_weekend(monday + (5 * 1440 - 1)));
  EXPECT_TRUE(is_weekend(monday + 5 * 1440));
  EXPECT_TRUE(is_weekend(monday + (7 * 1440 - 1)));
  EXPECT_TRUE(is_weekend(monday - 1));
  EXPECT_FALSE(is_weekend({0}));  // a Thursday
}

TEST(way_record, counts_ways_alike_before_there_is_evidence_and_leaves_out_silent_ones) {
  const way_record record(3);
  const std::array<std::size_t, 3> advised{0, 1, no_advice};
  EXPECT_EQ(record.weights(monday, advised), (std::vector<double>{1, 1, 0}));
  EXPECT_EQ(record.usual_cost(), 0);
}

TEST(way_record, counts_less_what_has_cost_more) {
  way_record record(2);
  const std::array<std::size_t, 2> advised{0, 1};
  for (int hour = 0; hour < 100; ++hour) record.learn(monday + 60 * hour, dear_above_on_demand, advised);
  const auto weights = record.weights(monday + 6000, advised);
  EXPECT_EQ(weights[0], 1);
  EXPECT_LT(weights[1], 0.1);
  EXPECT_NEAR(record.usual_cost(), 1e6, 1);
}

TEST(way_record, remembers_which_way_fails_in_an_hour_of_the_day_apart_for_weekends) {
  way_record record(2);
  // Both do equally well over the day, but at six on Saturdays and Sundays the second is wrong, at seven the first.
  for (int hour = 0; hour < 28 * 24; ++hour) {
    const utc_minute at = monday + 60 * hour;
    const bool weekend = is_weekend(at);
    const std::size_t first = weekend && hour % 24 == 7 ? 2 : 0, second = weekend && hour % 24 == 6 ? 2 : 0;
    record.learn(at, dear_above_on_demand, std::array{first, second});
  }
  const auto at = [&](int day, int hour) {
    return record.weights(monday + 1440 * (28 + day) + 60 * hour, std::array<std::size_t, 2>{0, 0});
  };
  EXPECT_LT(at(5, 6)[1], 0.5);
  EXPECT_LT(at(6, 7)[0], 0.5);
  EXPECT_GT(at(0, 6)[1], 0.9);  // a workday's six o'clock is another
}

TEST(way_record, lets_no_single_hour_decide_for_weeks) {
  way_record record(2);
  const std::array<std::size_t, 2> advised{0, 1};
  for (int hour = 0; hour < 200; ++hour)
    record.learn(monday + 60 * hour, dear_above_on_demand, std::array<std::size_t, 2>{0, 0});
  by_rung burst = dear_above_on_demand;
  burst[0] = 100e6;
  record.learn(monday + 60 * 200, burst, advised);
  // Over all hours it counts in full, for hours of its kind no more than two usual ones.
  const double beside = record.weights(monday + 60 * 225, advised)[0],
               same = record.weights(monday + 60 * 224, advised)[0];
  EXPECT_GT(same / beside, 0.3);
}

}  // namespace
}  // namespace headroom::plan
