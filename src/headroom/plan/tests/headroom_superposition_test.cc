#include "headroom/plan/headroom_superposition.h"

#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

constexpr utc_minute monday{29'459'520};  // 2026-01-05T00:00Z

// A small job every 442 minutes and a large one every 944.
double two_jobs(std::int64_t m) { return m % 944 < 20 ? 2'400.0 : m % 442 < 10 ? 900.0 : 50.0; }

TEST(headroom_superposition, tells_what_two_schedules_do_in_an_hour_and_nothing_that_only_one_of_them_happened_on) {
  load_log log;
  log.begin_at(monday);
  burst_recurrence bursts;
  int wrong_minutes = 0, minutes = 0;
  for (std::int64_t m = 0; m < 21 * 1440; ++m) {
    log.add(two_jobs(m));
    bursts.add(m, two_jobs(m) > 500);
    if (m < 14 * 1440 || (m + 6) % 60 != 0) continue;
    const auto path = all_periods_at_once(load_view(log), bursts, m + 6);
    ASSERT_EQ(path.size(), 60U);
    for (std::int64_t i = 0; i < 60; ++i) wrong_minutes += path[static_cast<std::size_t>(i)] != two_jobs(m + 6 + i);
    minutes += 60;
  }
  EXPECT_LE(wrong_minutes, minutes / 200);
}

TEST(headroom_superposition, leaves_a_single_schedule_to_its_own_way) {
  load_log log;
  log.begin_at(monday);
  burst_recurrence bursts;
  for (std::int64_t m = 0; m < 10 * 1440; ++m) {
    const double load = m % 442 < 10 ? 900 : 50;
    log.add(load);
    bursts.add(m, load > 500);
  }
  if (bursts.periods_minutes().size() < 2) {
    EXPECT_TRUE(all_periods_at_once(load_view(log), bursts, log.end() + 5).empty());
  } else {
    ADD_FAILURE() << "saw more than one period in a single schedule";
  }
}

}  // namespace
}  // namespace headroom::plan
