#include "headroom/plan/headroom_policy.h"

#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <vector>

namespace headroom::plan {
namespace {

constexpr std::int64_t monday = 29'459'520;  // 2026-01-05T00:00Z

// Runs the policy over `minutes` of load and returns the TRUs in effect, by minute.
std::vector<int> run(std::int64_t minutes, const std::function<std::optional<double>(std::int64_t)>& load_at) {
  const policy_setting setting;
  const auto policy = make_headroom_policy(setting);
  std::vector<int> trus(static_cast<std::size_t>(minutes + setting.actuation_minutes), 0);
  capacity target = on_demand;
  std::int64_t free_from = 0;
  for (std::int64_t t = 0; t < minutes; ++t) {
    const observation seen{.now = {monday + t},
                           .newest_aps = t < setting.lag_minutes ? std::nullopt : load_at(t - setting.lag_minutes)};
    policy->see(seen);
    if (t >= free_from) {
      const auto wanted = policy->decide(seen, target);
      if (wanted != target) free_from = t + setting.actuation_minutes;
      target = wanted;
    }
    trus[static_cast<std::size_t>(t + setting.actuation_minutes)] = target.rung();
  }
  return trus;
}

TEST(headroom_policy, leaves_a_calm_namespace_on_demand) {
  const auto trus = run(14 * 1440, [](std::int64_t t) { return 50.0 + static_cast<double>(t % 60); });
  for (const int n : trus) ASSERT_EQ(n, 0);
}

TEST(headroom_policy, asks_for_nothing_on_unknown_loads) {
  const auto trus = run(3 * 1440, [](std::int64_t) { return std::nullopt; });
  for (const int n : trus) ASSERT_EQ(n, 0);
}

TEST(headroom_policy, holds_enough_for_a_nightly_job_in_its_hour_alone) {
  const auto job = [](std::int64_t t) { return t % 1440 >= 130 && t % 1440 < 160 ? 1900.0 : 50.0; };
  const auto trus = run(14 * 1440, job);
  for (std::size_t t = 7 * 1440; t < 14 * 1440; ++t) {
    if (t % 1440 / 60 == 2) ASSERT_GE(trus[t], 4) << t;
    if (t % 1440 / 60 != 2) ASSERT_EQ(trus[t], 0) << t;
  }
}

TEST(headroom_policy, leaves_weekends_on_demand_once_it_knows_a_workday_job) {
  const auto job = [](std::int64_t t) { return t / 1440 % 7 < 5 && t % 1440 >= 370 && t % 1440 < 400 ? 1900.0 : 50.0; };
  const auto trus = run(35 * 1440, job);
  for (std::size_t t = 14 * 1440; t < 35 * 1440; ++t) {
    const bool workday = t / 1440 % 7 < 5;
    if (workday && t % 1440 / 60 == 6) ASSERT_GE(trus[t], 4) << t;
    if (t >= 28 * 1440 && !workday) ASSERT_EQ(trus[t], 0) << t;
  }
}

TEST(headroom_policy, is_ready_for_bursts_at_a_period_that_is_no_part_of_a_day) {
  const auto job = [](std::int64_t t) { return t % 500 >= 300 && t % 500 < 330 ? 1900.0 : 50.0; };
  const auto trus = run(21 * 1440, job);
  int minutes = 0, covered = 0;
  for (std::size_t t = 14 * 1440; t < 21 * 1440; ++t) {
    if (t % 500 < 300 || t % 500 >= 330) continue;
    ++minutes;
    covered += trus[t] >= 4;
  }
  EXPECT_GE(covered, minutes * 95 / 100);
}

TEST(headroom_policy, reacts_to_a_first_long_burst_within_five_minutes) {
  const std::int64_t begin = 8 * 1440 + 60 * 10 + 5;
  const auto trus = run(9 * 1440, [&](std::int64_t t) { return t >= begin && t < begin + 300 ? 3000.0 : 50.0; });
  for (auto t = begin + 5; t < begin + 300; ++t) ASSERT_GE(trus[static_cast<std::size_t>(t)], 6) << t - begin;
  // The fear of another is worth two TRUs for a while, not six.
  ASSERT_LE(trus[static_cast<std::size_t>(begin + 480)], 2);
}

TEST(headroom_policy, takes_trus_that_the_load_pays_for) {
  // 480 actions a second are 1.7 M an hour: five TRUs' floor; four are on sale below it.
  const auto trus = run(10 * 1440, [](std::int64_t) { return 480.0; });
  for (std::size_t t = 7 * 1440; t < 10 * 1440; ++t) ASSERT_EQ(trus[t], 4);
}

TEST(headroom_policy, takes_trus_that_the_hour_has_paid_for_until_its_end) {
  // Half an hour of 1,000 actions a second, as every day at noon: 1.8 M actions, the floor of six TRUs.
  const auto trus = run(14 * 1440, [](std::int64_t t) { return t % 1440 >= 720 && t % 1440 < 750 ? 1'000.0 : 20.0; });
  for (std::size_t day = 8; day < 14; ++day) {
    EXPECT_EQ(trus[day * 1440 + 720 + 45], 6) << day;
    EXPECT_EQ(trus[day * 1440 + 780], 0) << day;
  }
}

}  // namespace
}  // namespace headroom::plan
