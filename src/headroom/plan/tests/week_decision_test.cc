#include "headroom/plan/week_decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "week_sample.h"

#include "headroom/plan/guard_chain.h"
#include "headroom/plan/week_money.h"
#include "headroom/plan/week_scenarios.h"

namespace headroom::plan {
namespace {

using testing::HasSubstr;

week_case night_and_day() {
  const auto night = certain_hour(50, 60, 500);
  const auto day = certain_hour(400, 1800, 500);
  std::vector<row_outlook> hours(24, night);
  std::fill(hours.begin() + 8, hours.begin() + 18, day);
  return sample_case(std::move(hours));
}

TEST(week_scenarios, weights_add_up_to_one_and_rise_together) {
  const auto all = scenarios_of(std::vector{0.05, 0.5, 0.99},
                                {.peak_per_s = {10, 20, 30}, .mean_per_s = {1, 2, 40}, .expected_mean_per_s = 2});
  ASSERT_EQ(all.size(), 4U);
  EXPECT_NEAR(all[0].weight, 0.275, 1e-12);
  EXPECT_NEAR(all[1].weight, 0.745 - 0.275, 1e-12);
  EXPECT_NEAR(all[2].weight, 0.99 - 0.745, 1e-12);
  EXPECT_NEAR(all[3].weight, 0.01, 1e-12);
  EXPECT_EQ(all[2].load.peak_aps, 40) << "a peak is never below its mean";
  EXPECT_EQ(all[3].load.peak_aps, 80);
}

TEST(week_money, prices_a_week_as_its_share_of_a_month) {
  // 24 hours of 1 M actions at $50 a million; a month is 730 / 24 times that.
  const auto in = night_and_day();
  const auto money = money_of_week(in, 23e6, 24e6);
  EXPECT_EQ(money.per_month.value(), 730LL * 50'000'000);
  EXPECT_EQ(money.per_week.value(), 24LL * 50'000'000);
  EXPECT_NEAR(usd(money.idle_per_month), 730.0 / 24 * 50, 1e-3);
}

TEST(week_decision, raises_for_the_day_and_comes_back) {
  const auto plan = decide_week(night_and_day());
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->blocks.size(), 3U);
  EXPECT_EQ(plan->blocks[0].held, on_demand);
  EXPECT_EQ(plan->blocks[0].before, on_demand);
  EXPECT_EQ(plan->blocks[1].held, provisioned(4));
  EXPECT_EQ(plan->blocks[1].from, sample_start + 8);
  EXPECT_EQ(plan->blocks[1].hours, 10);
  EXPECT_EQ(plan->blocks[2].held, on_demand);
  EXPECT_EQ(plan->changes(), 2);
  EXPECT_THAT(plan->blocks[1].reason, HasSubstr("1,800 APS"));
  EXPECT_THAT(plan->blocks[1].reason, HasSubstr("On-Demand allows 500"));
  EXPECT_THAT(plan->blocks[2].reason, HasSubstr("saves $"));
  EXPECT_THAT(plan->summary, HasSubstr("spares"));
  EXPECT_EQ(plan->options.front().name, plan_option_itself);
}

TEST(week_decision, tells_a_namespace_that_operations_bind) {
  week_case in = sample_case(std::vector<row_outlook>(3, certain_hour(100, 110, 500)));
  in.rows.push_back(
      {.kind = limit_kind::operations, .hours = std::vector<row_outlook>(3, certain_hour(9'000, 11'000, 4'000))});
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->blocks.front().held, provisioned(3)) << "3 x 4,000 operations cover 11,000";
  EXPECT_THAT(plan->blocks.front().reason, HasSubstr("Bound by operations"));
  EXPECT_EQ(plan->hours.front().tightest, limit_kind::operations);
  EXPECT_THAT(plan->facts, testing::Contains(HasSubstr("Operations are watched too: 4,000")));
}

TEST(week_decision, says_that_a_cap_cannot_be_kept) {
  week_case in = night_and_day();
  in.terms.monthly_cap_micros = 1'000'000;
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->facts, testing::Contains(HasSubstr("cap of $1 cannot be kept")));
}

TEST(week_decision, unknown_capacity_is_assumed_to_be_on_demand_and_says_so) {
  week_case in = night_and_day();
  in.current = std::nullopt;
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  EXPECT_FALSE(plan->current);
  EXPECT_EQ(plan->trust, confidence::medium);
  EXPECT_THAT(plan->facts, testing::Contains(HasSubstr("is unknown")));
}

TEST(week_decision, trust_follows_the_history_there_is) {
  struct row {
    int known_hours;
    confidence expected;
  };
  for (const auto& [known_hours, expected] :
       {row{3, confidence::low}, row{47, confidence::low}, row{48, confidence::medium}, row{336, confidence::high}}) {
    week_case in = night_and_day();
    in.basis.known_hours = known_hours;
    EXPECT_EQ(decide_week(in)->trust, expected) << known_hours;
  }
  week_case stale = night_and_day();
  stale.basis.history_end = stale.first - 25;
  EXPECT_EQ(decide_week(stale)->trust, confidence::low);
}

TEST(week_decision, is_never_dearer_than_an_option_that_the_rails_allow) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    const week_case in = random_case(random);
    const auto plan = decide_week(in);
    if (!plan) continue;
    const auto* itself = plan->option(plan_option_itself);
    ASSERT_NE(itself, nullptr);
    ASSERT_TRUE(itself->allowed);
    const double cap = billed_actions_max(in).value_or(1e18);
    for (const auto& option : plan->options) {
      // A plan that the cap cannot bring low enough is not held against options beyond the cap.
      if (!option.allowed || option.expected.billed_actions > cap + 1) continue;
      ASSERT_LE(itself->objective_actions, option.objective_actions + static_cast<double>(in.hours())) << option.name;
    }
    ASSERT_EQ(*plan, *decide_week(in));
  }
}

TEST(week_decision, more_load_never_costs_less) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    week_case in = random_case(random);
    in.terms.monthly_cap_micros = std::nullopt;
    week_case more = in;
    for (auto& row : more.rows) {
      for (auto& hour : row.hours) {
        for (auto* values : {&hour.peak_per_s, &hour.mean_per_s}) {
          for (double& v : *values) v *= 1.2;
        }
      }
    }
    // Cliffs are another matter: where more load makes one, what is held longer was dear already.
    in.terms.reaction_minutes = more.terms.reaction_minutes = 0;
    const auto less_plan = decide_week(in);
    const auto more_plan = decide_week(more);
    if (!less_plan || !more_plan) continue;
    ASSERT_LE(less_plan->option(plan_option_itself)->objective_actions,
              more_plan->option(plan_option_itself)->objective_actions + static_cast<double>(in.hours()));
  }
}

}  // namespace
}  // namespace headroom::plan
