#include "headroom/plan/week_policy.h"

#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <vector>

namespace headroom::plan {
namespace {

constexpr std::int64_t monday = 29'459'520;  // 2026-01-05T00:00Z

// The requests that the policy makes over so many minutes, by the minute they are in effect.
std::vector<std::pair<std::int64_t, int>> run(std::int64_t minutes,
                                              const std::function<std::optional<double>(std::int64_t)>& load_at,
                                              bool watched) {
  const policy_setting setting;
  const auto policy = make_week_policy(setting, {.watched = watched});
  std::vector<std::pair<std::int64_t, int>> out;
  capacity target = on_demand;
  std::int64_t free_from = 0;
  for (std::int64_t t = 0; t < minutes; ++t) {
    const observation seen{.now = {monday + t},
                           .newest_aps = t < setting.lag_minutes ? std::nullopt : load_at(t - setting.lag_minutes)};
    policy->see(seen);
    if (t < free_from) continue;
    const auto wanted = policy->decide(seen, target);
    if (wanted == target) continue;
    out.emplace_back(t + setting.actuation_minutes, wanted.rung());
    free_from = t + setting.actuation_minutes;
    target = wanted;
  }
  return out;
}

TEST(week_policy, leaves_a_calm_namespace_on_demand) {
  EXPECT_TRUE(run(5 * 1440, [](std::int64_t t) { return 50.0 + static_cast<double>(t % 60); }, true).empty());
}

TEST(week_policy, asks_for_nothing_on_unknown_loads) {
  EXPECT_TRUE(run(2 * 1440, [](std::int64_t) { return std::nullopt; }, true).empty());
}

TEST(week_policy, holds_enough_for_a_nightly_job_and_changes_at_the_hours_turn_alone) {
  const auto requests =
      run(7 * 1440, [](std::int64_t t) { return t % 1440 >= 120 && t % 1440 < 180 ? 1900.0 : 50.0; }, false);
  ASSERT_FALSE(requests.empty());
  for (const auto& [effect, trus] : requests) EXPECT_EQ(effect % 60, 0) << effect;
  // In the last days it is up in time and down right after.
  std::vector<std::pair<std::int64_t, int>> last_day;
  for (const auto& [effect, trus] : requests) {
    if (effect >= 6 * 1440) last_day.emplace_back(effect % 1440, trus);
  }
  ASSERT_GE(last_day.size(), 2U);
  EXPECT_EQ(last_day[0].first, 120);
  EXPECT_GE(last_day[0].second, 4);
  EXPECT_EQ(last_day[1], (std::pair<std::int64_t, int>{180, 0}));
}

TEST(week_policy, who_watches_raises_within_the_hour_and_plans_anew) {
  // A load that nobody foresaw, from 10:05 on the ninth day.
  const std::int64_t begin = 8 * 1440 + 605;
  const auto load = [&](std::int64_t t) { return t >= begin && t < begin + 400 ? 3'000.0 : 50.0; };
  const auto watched = run(9 * 1440, load, true);
  ASSERT_FALSE(watched.empty());
  EXPECT_LE(watched.front().first, begin + 6);
  EXPECT_GE(watched.front().second, 6);
  for (const auto& [effect, trus] : watched) {
    if (effect < begin + 400) EXPECT_GE(trus, 6) << effect - begin << ": the next hours' plans know of it";
  }
  EXPECT_TRUE(run(9 * 1440, load, false).empty()) << "the day's plan does not";
}

}  // namespace
}  // namespace headroom::plan
