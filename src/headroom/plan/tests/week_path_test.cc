#include "headroom/plan/week_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "week_sample.h"

#include "headroom/plan/guard_chain.h"
#include "headroom/plan/guard_steps.h"

namespace headroom::plan {
namespace {

using testing::Each;
using testing::ElementsAre;

schedule best(const week_case& in) { return cheapest_path(frame_of(in), path_rails::all); }

TEST(week_path, stays_on_demand_where_it_covers_everything) {
  EXPECT_THAT(best(sample_case({certain_hour(20, 90, 500), certain_hour(30, 80, 500)})), Each(0));
}

TEST(week_path, takes_the_trus_that_the_load_pays_for) {
  // 250 APS are 900,000 actions an hour: they pay for floor(250 / 100) + 1 = 3 TRUs, which allow 1,500 APS.
  EXPECT_THAT(best(sample_case({certain_hour(250, 480, 500), certain_hour(250, 480, 500)})), Each(3));
}

TEST(week_path, leaves_free_trus_where_the_envelope_allows_more) {
  EXPECT_THAT(best(sample_case({certain_hour(250, 480, 2000)})), Each(0));
}

TEST(week_path, weighs_the_next_counts_premium_against_the_throttling_it_spares) {
  // 50 APS with a peak of 900: busy 1/9 of the hour, evenly up to 900. Above 500: 400/900 of it by 200 on average, so
  // 1/9 x 4/9 x 200 x 3,600 = 35,556 actions; ten times that is more than the 180,000 that 2 TRUs leave idle.
  const auto burst = certain_hour(50, 900, 500);
  EXPECT_THAT(best(sample_case({burst})), Each(2));
  // At 5 a throttled action it is 177,778: less, and On-Demand is kept.
  week_case in = sample_case({burst});
  in.terms.throttle_cost = 5;
  EXPECT_THAT(best(in), Each(0));
}

TEST(week_path, changes_only_for_what_pays_for_the_change) {
  const auto calm = certain_hour(50, 60, 500);
  const auto burst = certain_hour(50, 900, 500);
  week_case in = sample_case({burst, calm, burst, calm});
  EXPECT_THAT(best(in), ElementsAre(2, 0, 2, 0));
  // The calm hour between leaves 180,000 idle, and two changes cost more; the last one costs less than it saves.
  in.terms.change_cost_actions = 100'000;
  in.terms.throttle_cost = 20;
  EXPECT_THAT(best(in), ElementsAre(2, 2, 2, 0));
}

TEST(week_path, raises_before_a_freeze_that_has_a_burst_in_it) {
  const auto calm = certain_hour(50, 60, 500);
  week_case in = sample_case({calm, calm, certain_hour(600, 1000, 500), calm});
  in.terms.freezes = {{in.first + 2, in.first + 3}};
  EXPECT_THAT(best(in), ElementsAre(0, 2, 2, 0));
}

TEST(week_path, spends_the_days_changes_where_they_spare_most) {
  const auto calm = certain_hour(50, 60, 500);
  week_case in = sample_case({certain_hour(50, 900, 500), calm, certain_hour(90, 1500, 500), calm});
  in.terms.changes_per_day = 2;
  const auto chosen = best(in);
  EXPECT_EQ(chosen[2] > 0, true);
  EXPECT_EQ(chosen[3], 0);
  EXPECT_LE(frame_of(in).changes_at(chosen, 0) + frame_of(in).changes_at(chosen, 1) +
                frame_of(in).changes_at(chosen, 2) + frame_of(in).changes_at(chosen, 3),
            2);
}

// Every schedule of a short case, tried one by one.
double least_by_trying_all(const guard_frame& frame) {
  double least = std::numeric_limits<double>::infinity();
  const auto& choices = frame.choices();
  std::size_t all = 1;
  for (std::size_t h = 0; h < frame.hours(); ++h) all *= choices.size();
  for (std::size_t n = 0; n < all; ++n) {
    schedule s;
    std::size_t rest = n;
    for (std::size_t h = 0; h < frame.hours(); ++h, rest /= choices.size()) s.push_back(choices[rest % choices.size()]);
    if (keeps_timing_rails(frame, s)) least = std::min(least, path_objective(frame, s));
  }
  return least;
}

TEST(week_path, finds_what_trying_every_schedule_finds) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    week_case in = random_case(random);
    for (auto& row : in.rows) row.hours.resize(4);
    const auto frame = guard_frame::make(in);
    if (!frame) continue;
    const auto path = cheapest_path(*frame, path_rails::all);
    const double least = least_by_trying_all(*frame);
    ASSERT_TRUE(keeps_timing_rails(*frame, path));
    ASSERT_NEAR(path_objective(*frame, path), least, 4);  // costs are rounded to whole actions, hour by hour
    ++compared;
  }
  EXPECT_GT(compared, 40);
}

TEST(week_path, needs_no_mending_but_for_the_spend_cap) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    week_case in = random_case(random);
    in.terms.monthly_cap_micros = std::nullopt;
    const auto frame = guard_frame::make(in);
    if (!frame) continue;
    const auto path = cheapest_path(*frame, path_rails::all);
    ASSERT_EQ(guard_schedule(*frame, path).hours, path);
  }
}

}  // namespace
}  // namespace headroom::plan
