#include "headroom/plan/week_prospects.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>

#include "week_sample.h"

#include "headroom/plan/week_decision.h"

namespace headroom::plan {
namespace {

constexpr std::int64_t day = 1440;

std::vector<double> loads_of(std::int64_t minutes, const std::function<double(std::int64_t)>& load_at) {
  std::vector<double> out;
  for (std::int64_t m = 0; m < minutes; ++m) out.push_back(load_at(m));
  return out;
}

week_case foretold(const std::vector<double>& minutes, std::vector<forecast::known_event> events = {}) {
  week_case out = sample_case({});
  out.rows.clear();
  const auto end = start_of(sample_start) + static_cast<std::int64_t>(minutes.size());
  const auto done = foretell_case({.start = start_of(sample_start),
                                   .rows = {{.per_second = minutes, .on_demand_limit_per_s = {}}},
                                   .events = std::move(events)},
                                  {.first = hour_of(end + 59)}, out);
  EXPECT_TRUE(done) << done.error().message;
  return out;
}

const rung_prospect& rung_of(const week_case& in, std::size_t h, int trus) {
  return *std::ranges::find(in.prospects[h].rungs, trus, &rung_prospect::trus);
}

TEST(week_prospects, know_when_a_nightly_job_comes_and_that_it_does_not_fill_its_hour) {
  const auto in = foretold(loads_of(14 * day, [](auto m) { return m % day >= 130 && m % day < 140 ? 1'900.0 : 50.0; }));
  ASSERT_EQ(in.prospects.size(), 168U);
  for (std::size_t h = 0; h < 168; ++h) {
    const bool job = h % 24 == 2;
    ASSERT_EQ(in.prospects[h].rungs.size(), 8U);
    if (job) EXPECT_NEAR(rung_of(in, h, 0).throttled_minutes, 9, 1.5) << h;
    if (!job) EXPECT_LT(rung_of(in, h, 0).throttled_minutes, 0.5) << h;
  }
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  for (std::size_t h = 0; h < 168; ++h) EXPECT_EQ(plan->hours[h].held == on_demand, h % 24 != 2) << h;
}

TEST(week_prospects, follow_a_period_that_is_no_part_of_a_day_into_the_next_one) {
  const auto in = foretold(loads_of(21 * day, [](auto m) { return m % 500 < 25 ? 1'900.0 : 50.0; }));
  for (std::size_t h = 0; h < 24; ++h) {
    const std::int64_t from = 21 * day + static_cast<std::int64_t>(h) * 60;
    const auto phase = from % 500;  // a job begins at 0
    if (phase > 445 && phase < 475) EXPECT_GT(rung_of(in, h, 0).throttled_minutes, 10) << h;
    if (phase > 30 && phase < 430) EXPECT_LT(rung_of(in, h, 0).throttled_minutes, 5) << h;
  }
}

TEST(week_prospects, an_hour_of_an_event_goes_by_its_past_occurrences_and_no_other_hour_does) {
  const auto at = [](std::int64_t day_number) { return start_of(sample_start) + day_number * day + 600; };
  const auto busy = [](std::int64_t m) {
    const auto d = m / day;
    return (d == 3 || d == 9) && m % day >= 600 && m % day < 720 ? 3'400.0 : 50.0;
  };
  const auto minutes = loads_of(14 * day, busy);
  std::vector<forecast::known_event> events;
  for (const int d : {3, 9, 16}) {
    events.push_back({.name = "sale", .start = at(d), .length_minutes = 120, .expected_peak_per_second = std::nullopt});
  }
  const auto in = foretold(minutes, events);
  for (const std::size_t h : {2 * 24 + 10, 2 * 24 + 11}) {
    EXPECT_NEAR(rung_of(in, h, 0).throttled_minutes, 60, 1e-6) << h;
    // 0.9 and 1.3 times 3,400.
    EXPECT_NEAR(rung_of(in, h, 10).throttled_minutes, 0, 1e-6) << h;
    EXPECT_NEAR(rung_of(in, h, 8).throttle_chance, 1.0 / 3, 1e-3) << h;
  }
  for (const std::size_t h : {10U, 24U + 10U, 3 * 24U + 10U}) EXPECT_EQ(rung_of(in, h, 0).throttled_minutes, 0) << h;
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  EXPECT_GE(plan->hours[2 * 24 + 10].held.rung(), 8);
  EXPECT_EQ(plan->hours[24 + 10].held, on_demand);
}

TEST(week_prospects, an_event_without_a_past_is_the_usual_hour_at_the_peak_that_someone_expects) {
  const auto minutes = loads_of(14 * day, [](auto) { return 50.0; });
  const auto in = foretold(minutes, {{.name = "launch",
                                      .start = start_of(sample_start) + 15 * day,
                                      .length_minutes = 60,
                                      .expected_peak_per_second = 2'500}});
  EXPECT_NEAR(rung_of(in, 24, 4).throttled_minutes, 60, 1e-6) << "2,250 to 3,250 APS";
  EXPECT_EQ(rung_of(in, 23, 0).throttled_minutes, 0);
  const auto plan = decide_week(in);
  ASSERT_TRUE(plan);
  EXPECT_GE(plan->hours[24].held.rung(), 6);
}

TEST(week_prospects, an_event_that_nobody_knows_anything_of_is_left_to_the_quantiles) {
  const auto in = foretold(loads_of(14 * day, [](auto) { return 50.0; }),
                           {{.name = "launch", .start = start_of(sample_start) + 15 * day, .length_minutes = 60}});
  EXPECT_TRUE(in.prospects[24].rungs.empty());
  EXPECT_FALSE(in.prospects[23].rungs.empty());
}

TEST(week_prospects, say_nothing_from_less_than_a_day) {
  EXPECT_TRUE(foretold(loads_of(day - 60, [](auto) { return 50.0; })).prospects.empty());
}

TEST(week_prospects, unknown_minutes_are_neither_bursts_nor_silence) {
  const auto in = foretold(loads_of(14 * day, [](auto m) { return m % 700 < 90 ? std::nan("") : 300.0; }));
  for (std::size_t h = 0; h < 168; ++h) {
    EXPECT_LT(rung_of(in, h, 0).throttled_minutes, 0.5) << h;
    EXPECT_NEAR(in.prospects[h].used_actions, 300 * 3600 * (0.9 * 2 + 1.3) / 3, 0.02 * 300 * 3600) << h;
  }
}

}  // namespace
}  // namespace headroom::plan
