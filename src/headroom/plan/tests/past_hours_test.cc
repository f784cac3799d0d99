#include "headroom/plan/past_hours.h"

#include <gtest/gtest.h>

#include "headroom/base/rng.h"

namespace headroom::plan {
namespace {

TEST(past_hours, are_those_with_mean_and_peak) {
  load_history history;
  history.mean_aps = {10.0, std::nullopt, 30.0, -1.0, 50.0};
  history.peak_aps = {20.0, 20.0, std::nullopt, 20.0, 40.0};
  const auto hours = past_hours(&history);
  ASSERT_EQ(hours.size(), 2U);
  EXPECT_EQ(hours[1].peak_aps, 50) << "a peak is never below its mean";
  EXPECT_TRUE(past_hours(nullptr).empty());
  history.step_minutes = 5;
  EXPECT_TRUE(past_hours(&history).empty());
  EXPECT_TRUE(past_hours(&(history = {.peak_aps = {1.0}})).empty()) << "peaks alone";
}

TEST(above_limit, is_the_part_of_an_even_spread) {
  struct row {
    past_hour hour;
    double limit, above;
  };
  for (const row& r : {
           row{{100, 400}, 500, 0},      // never reached
           row{{900, 1'000}, 500, 400},  // all of it above: mean - limit
           row{{500, 1'000}, 500, 125},  // from 0 to 1,000: 500 x 500 / 2 / 1,000
           row{{600, 1'000}, 600, 100},  // from 200 to 1,000: 400 x 400 / 2 / 800
           row{{100, 1'000}, 500, 25},   // a fifth of the hour from 0 to 1,000
           row{{500, 500}, 500, 0},      // flat
       }) {
    EXPECT_DOUBLE_EQ(above_limit_aps(r.hour, r.limit), r.above) << r.hour.mean_aps << " " << r.hour.peak_aps;
  }
}

TEST(above_limit, falls_with_the_limit_and_never_exceeds_the_load) {
  rng random(11);
  for (int i = 0; i < 5'000; ++i) {
    const double peak = random.uniform() * 5'000 + 1e-6;
    const past_hour hour{.mean_aps = peak * random.uniform(), .peak_aps = peak};
    double before = hour.mean_aps;
    for (double limit = 0; limit < 6'000; limit += 500) {
      const double above = above_limit_aps(hour, limit);
      EXPECT_GE(above, 0);
      EXPECT_LE(above, before * (1 + 1e-9) + 1e-9) << hour.mean_aps << " " << hour.peak_aps << " " << limit;
      before = above;
    }
  }
}

TEST(objective, adds_idle_trus_and_throttling) {
  const std::vector<past_hour> hours{{.mean_aps = 50, .peak_aps = 50}, {.mean_aps = 900, .peak_aps = 1'000}};
  EXPECT_DOUBLE_EQ(objective_aps(hours, {.choice = on_demand, .limit_aps = 500, .throttle_cost = 10}),
                   (50 + 900 + 10 * 400) / 2.0);
  EXPECT_DOUBLE_EQ(objective_aps(hours, {.choice = provisioned(3), .limit_aps = 1'500, .throttle_cost = 10}),
                   (200 + 900) / 2.0);
  EXPECT_DOUBLE_EQ(share_above_limit(hours, 500), 400.0 / 950);
  EXPECT_EQ(share_above_limit({{.mean_aps = 0, .peak_aps = 0}}, 500), 0);
}

}  // namespace
}  // namespace headroom::plan
