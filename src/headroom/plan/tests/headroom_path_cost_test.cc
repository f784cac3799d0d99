#include "headroom/plan/headroom_path_cost.h"

#include <gtest/gtest.h>
#include <vector>

namespace headroom::plan {
namespace {

// 100 actions a second, and `burst_aps` in minutes [from, to).
std::vector<double> hour_with_burst(double burst_aps, std::size_t from, std::size_t to) {
  std::vector<double> out(60, 100.0);
  for (auto i = from; i < to; ++i) out[i] = burst_aps;
  return out;
}

TEST(cost_of_path, is_the_bill_and_ten_times_what_is_throttled) {
  const auto cost = cost_of_path(hour_with_burst(900, 20, 22), 1, {});
  // 58 x 100 + 2 x 900 = 7,600 x 60 actions; On-Demand throttles 2 x 400 x 60 of them; two TRUs none, their floor is
  // less.
  EXPECT_DOUBLE_EQ(cost.held[0], 456'000 + 10 * 48'000);
  EXPECT_DOUBLE_EQ(cost.held[1], 456'000);
  EXPECT_DOUBLE_EQ(cost.held[2], 720'000);
}

TEST(cost_of_path, counts_a_reaction_from_five_minutes_after_the_first_throttled_one) {
  const auto cost = cost_of_path(hour_with_burst(900, 20, 40), 1, {});
  EXPECT_DOUBLE_EQ(cost.reacted[0], cost.held[1] + 10 * 5 * 400 * 60);
  EXPECT_DOUBLE_EQ(cost.reacted[1], cost.held[1]);
}

TEST(cost_of_path, counts_on_no_reaction_in_the_last_minutes) {
  const auto cost = cost_of_path(hour_with_burst(900, 53, 60), 1, {});
  EXPECT_DOUBLE_EQ(cost.reacted[0], cost.held[0]);
}

TEST(cost_of_path, scales_the_path) {
  const auto path = hour_with_burst(900, 20, 40);
  auto twice = path;
  for (double& load : twice) load *= 2;
  EXPECT_EQ(cost_of_path(path, 2, {}).held, cost_of_path(twice, 1, {}).held);
}

TEST(cheapest_rung, of_rungs_that_cost_the_same_allows_most) {
  const by_rung costs{5, 5, 5, 7, 7, 7, 7, 7};
  EXPECT_EQ(cheapest_rung(costs, 500), 2U);
  EXPECT_EQ(cheapest_rung(costs, 1600), 0U);  // On-Demand allows more than three TRUs
}

}  // namespace
}  // namespace headroom::plan
