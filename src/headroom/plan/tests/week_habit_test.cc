#include "headroom/plan/week_habit.h"

#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace headroom::plan {
namespace {

constexpr utc_minute start{29'459'520};  // 2026-01-05T00:00Z
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// 100 a second, and 1,000 for a quarter of an hour at six.
std::vector<double> with_a_batch_at_six(int days) {
  std::vector<double> out(static_cast<std::size_t>(days) * 1440, 100);
  for (std::size_t m = 0; m < out.size(); ++m) {
    if (m % 1440 >= 370 && m % 1440 < 385) out[m] = 1'000;
  }
  return out;
}

std::vector<double> bounded(const week_habit& habit, int hour_of_day, std::vector<double> quantiles) {
  habit.bound_peaks(hour_of(start) + 24 * 30 + hour_of_day, quantiles);
  return quantiles;
}

TEST(week_habit, bounds_an_hours_peaks_by_what_its_time_of_day_has_shown) {
  const week_habit habit(start, with_a_batch_at_six(8));
  using values = std::vector<double>;
  EXPECT_EQ(bounded(habit, 15, {50, 100, 400}), (values{50, 100, 130}));
  EXPECT_EQ(bounded(habit, 6, {50, 1'000, 4'000}), (values{50, 1'000, 1'300}));
  EXPECT_EQ(bounded(habit, 5, {50, 100, 4'000}), (values{50, 100, 1'300}));  // a neighbour may come sooner
  EXPECT_EQ(bounded(habit, 15, {150, 200, 300}), (values{150, 200, 260}));   // grown to twice
  EXPECT_EQ(bounded(habit, 15, {10, 20, 25}), (values{10, 20, 25}));
}

TEST(week_habit, bounds_means_by_means) {
  const week_habit habit(start, with_a_batch_at_six(8));
  std::vector<double> means{100, 325, 900};
  habit.bound_means(hour_of(start) + 24 * 30 + 6, means);
  EXPECT_EQ(means, (std::vector<double>{100, 325, 1.3 * 325}));
}

TEST(week_habit, bounds_nothing_by_less_than_a_week_of_days) {
  const std::vector<double> wide{50, 100, 4'000};
  EXPECT_EQ(bounded(week_habit(start, with_a_batch_at_six(6)), 15, wide), wide);
  EXPECT_EQ(bounded(week_habit(start, {}), 15, wide), wide);
  // Hours of which little is known do not count.
  auto gaps = with_a_batch_at_six(8);
  for (std::size_t m = 0; m < 2 * 1440; ++m) {
    if (m % 60 >= 20) gaps[m] = unknown;
  }
  EXPECT_EQ(bounded(week_habit(start, gaps), 15, wide), wide);
}

}  // namespace
}  // namespace headroom::plan
