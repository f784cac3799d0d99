#include "headroom/plan/headroom_ways.h"

#include <gtest/gtest.h>

#include "headroom/base/rng.h"

namespace headroom::plan {
namespace {

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00Z
constexpr std::int64_t day = 1440;

// Noise with a job every 500 minutes.
load_log loads_of(std::int64_t minutes) {
  load_log out;
  out.begin_at(monday);
  rng random(7);
  for (std::int64_t m = 0; m < minutes; ++m) out.add(100 * random.uniform() + (m % 500 < 20 ? 2'000 : 0));
  return out;
}

burst_recurrence bursts_of(const load_log& log, std::int64_t end) {
  burst_recurrence out;
  for (std::int64_t m = 0; m < end; ++m) out.add(m, log[m] > 500);
  return out;
}

TEST(headroom_ways, an_hour_days_ahead_goes_by_the_latest_days_that_are_known) {
  const auto log = loads_of(20 * day);
  auto bursts = bursts_of(log, log.end());
  const auto start = log.end() + 2 * day + 60;  // the day before and the one before that are still to come
  const auto found = stretches_for(load_view(log), bursts, start);
  const auto& days = found[place_of(hour_way::same_hour)];
  ASSERT_EQ(days.size(), 7U);
  EXPECT_EQ(days.front().from, start - 3 * day);
  EXPECT_EQ(days.back().from, start - 9 * day);
  EXPECT_EQ(found[place_of(hour_way::same_weekday)].size(), 3U);
  EXPECT_FALSE(found[place_of(hour_way::first_period)].empty());
}

TEST(headroom_ways, take_nothing_that_is_not_known_yet) {
  const auto log = loads_of(16 * day);
  for (const std::int64_t end : {3 * day, 9 * day + 55, 15 * day + 17}) {
    const auto then = loads_of(end);
    for (const std::int64_t ahead : {std::int64_t{5}, std::int64_t{60}, day + 30, 6 * day}) {
      SCOPED_TRACE(testing::Message() << end << " + " << ahead);
      const std::int64_t start = (end + ahead + 59) / 60 * 60;
      auto bursts = bursts_of(log, end), bursts_then = bursts_of(then, end);
      const auto found = stretches_for(load_view(log, end), bursts, start);
      const auto found_then = stretches_for(load_view(then), bursts_then, start);
      for (std::size_t w = 0; w < hour_ways; ++w) {
        ASSERT_EQ(found[w].size(), found_then[w].size()) << w;
        for (std::size_t i = 0; i < found[w].size(); ++i) {
          ASSERT_LE(found[w][i].from + 60, end) << w;
          ASSERT_EQ(found[w][i].from, found_then[w][i].from) << w;
          ASSERT_EQ(found[w][i].scale, found_then[w][i].scale) << w;
        }
      }
    }
  }
}

}  // namespace
}  // namespace headroom::plan
