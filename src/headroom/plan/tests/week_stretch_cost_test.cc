#include "headroom/plan/week_stretch_cost.h"

#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00Z

// Half an hour of 600 actions a second, then nothing.
load_log half_an_hour() {
  load_log out;
  out.begin_at(monday);
  for (int m = 0; m < 60; ++m) out.add(m < 30 ? 600.0 : 0.0);
  return out;
}

std::vector<rung_prospect> costs_of(const load_log& log, std::vector<other_limit> others, const stretch_terms& terms) {
  const on_demand_limits limits{.actions_aps = 500, .others_per_s = std::vector<std::optional<double>>(others.size())};
  stretch_cost cost(log, std::move(others), {0, 2, 4}, limits, terms);
  prospect_sum sum(3);
  cost.add_seen(sum, 0, 1, 2, limits);
  EXPECT_NEAR(sum.mean().used_actions, 1'080'000, 1e-6);
  return sum.mean().rungs;
}

TEST(week_stretch_cost, bills_and_throttles_by_the_minute) {
  const auto rungs = costs_of(half_an_hour(), {}, {});
  // 30 minutes x 60 s x 100 above the limit.
  EXPECT_NEAR(rungs[0].throttled_actions, 180'000, 1e-6);
  EXPECT_NEAR(rungs[0].throttled_minutes, 30, 1e-9);
  EXPECT_NEAR(rungs[0].throttle_chance, 1, 1e-9);
  EXPECT_NEAR(rungs[0].billed_actions, 1'080'000, 1e-6);
  EXPECT_EQ(rungs[1].throttled_actions, 0);
  EXPECT_NEAR(rungs[1].billed_actions, 1'080'000, 1e-6) << "the load pays for the second TRU";
  EXPECT_EQ(rungs[2].trus, 4);
  EXPECT_NEAR(rungs[2].billed_actions, 1'080'000, 1e-6) << "three floors of 360,000";
}

TEST(week_stretch_cost, a_raise_spares_what_comes_five_minutes_after_the_first_throttled_one) {
  const auto rungs = costs_of(half_an_hour(), {}, {.reaction_share = 1});
  EXPECT_NEAR(rungs[0].throttled_actions, 5 * 60 * 100, 1e-6);
  EXPECT_NEAR(rungs[0].throttled_minutes, 5, 1e-9);
  const auto half = costs_of(half_an_hour(), {}, {.reaction_share = 0.5});
  EXPECT_NEAR(half[0].throttled_actions, (180'000 + 30'000) / 2.0, 1e-6);
}

TEST(week_stretch_cost, a_raise_that_costs_more_than_it_spares_is_not_counted_on) {
  load_log log;
  log.begin_at(monday);
  for (int m = 0; m < 60; ++m) log.add(m < 6 ? 510.0 : 295.0);
  // One minute of 10 a second could be spared: 6,000 throttled-equivalents. The floor of 2 TRUs is below the load,
  // so the raise is free and is taken; without load it would cost 360,000 and is not.
  const on_demand_limits limits{.actions_aps = 500, .others_per_s = {}};
  load_log quiet;
  quiet.begin_at(monday);
  for (int m = 0; m < 60; ++m) quiet.add(m < 6 ? 510.0 : 0.0);
  for (const auto& [seen, minutes] : {std::pair{&log, 5.0}, std::pair{&quiet, 6.0}}) {
    stretch_cost cost(*seen, {}, {0, 2}, limits, {.reaction_share = 1});
    prospect_sum sum(2);
    cost.add_seen(sum, 0, 1, 1, limits);
    EXPECT_NEAR(sum.mean().rungs[0].throttled_minutes, minutes, 1e-9);
  }
}

TEST(week_stretch_cost, the_limit_that_turns_away_most_counts_as_a_share_of_the_actions) {
  // 10,000 operations a second on 2 TRUs' 8,000 turn a fifth of the work away; what On-Demand allows is unknown.
  const auto rungs =
      costs_of(half_an_hour(), {{.kind = limit_kind::operations, .per_s = std::vector<double>(60, 10'000)}}, {});
  EXPECT_NEAR(rungs[1].throttled_actions, 1'080'000 / 5.0, 1e-6);
  EXPECT_NEAR(rungs[1].throttled_minutes, 60, 1e-9);
  EXPECT_EQ(rungs[2].throttled_actions, 0);
  EXPECT_NEAR(rungs[0].throttled_actions, 180'000, 1e-6);
}

TEST(week_stretch_cost, comes_again_a_little_lower_or_a_good_deal_higher) {
  const auto log = half_an_hour();
  const on_demand_limits usual{.actions_aps = 500, .others_per_s = {}}, other{.actions_aps = 700, .others_per_s = {}};
  stretch_cost cost(log, {}, {0, 2}, usual, {});
  prospect_sum sum(2), again(2);
  cost.add_blurred(sum, {.from = 0, .weight = 1}, usual);
  // 0.9 x 600 = 540 and 1.3 x 600 = 780, two to one.
  EXPECT_NEAR(sum.mean().rungs[0].throttled_actions, 1800 * (2.0 / 3 * 40 + 1.0 / 3 * 280), 1e-6);
  cost.add_blurred(again, {.from = 0, .weight = 1}, other);
  EXPECT_NEAR(again.mean().rungs[0].throttled_actions, 1800 * (1.0 / 3 * 80), 1e-6) << "what On-Demand allows then";
  EXPECT_NEAR(again.mean().rungs[1].billed_actions, sum.mean().rungs[1].billed_actions, 1e-6);
}

}  // namespace
}  // namespace headroom::plan
