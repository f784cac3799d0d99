#include "headroom/cli/history/load_window.h"

#include <gtest/gtest.h>

#include "history_testing.h"

namespace headroom::cli::history {
namespace {

constexpr std::int64_t week = 7 * 1440;

TEST(load_window, has_peak_percentiles_and_the_minute_of_the_peak) {
  std::vector<double> counts(200, 1000.0);
  for (int i = 0; i <= 100; ++i) counts[static_cast<std::size_t>(99 + i)] = i;
  const auto seen = window_of(testing::monday, counts, 101);
  EXPECT_EQ(seen.known_minutes, 101);
  EXPECT_EQ(seen.p50_aps, 50);
  EXPECT_EQ(seen.p90_aps, 90);
  EXPECT_EQ(seen.p99_aps, 99);
  EXPECT_EQ(seen.mean_aps, 50);
  EXPECT_EQ(seen.peak_aps, 100) << "what is before the window does not count";
  EXPECT_EQ(seen.peak_minute, testing::monday + 199);
}

TEST(load_window, of_nothing_known_is_unknown) {
  const std::vector<double> counts(10, store::unknown_value);
  const auto seen = window_of(testing::monday, counts, 10);
  EXPECT_EQ(seen.known_minutes, 0);
  EXPECT_FALSE(seen.peak_aps || seen.p50_aps || seen.mean_aps || seen.growth_per_week);
}

TEST(load_window, grows_by_the_last_week_over_the_one_before_where_half_of_both_is_known) {
  std::vector<double> counts(2 * week, 100.0);
  std::fill(counts.begin() + week, counts.end(), 125.0);
  EXPECT_EQ(window_of(testing::monday, counts, week).growth_per_week, 0.25);
  std::fill(counts.begin(), counts.begin() + week / 2 - 1, store::unknown_value);
  EXPECT_EQ(window_of(testing::monday, counts, week).growth_per_week, 0.25);
  std::fill(counts.begin(), counts.begin() + week / 2 + 1, store::unknown_value);
  EXPECT_FALSE(window_of(testing::monday, counts, week).growth_per_week);
  EXPECT_FALSE(window_of(testing::monday, std::vector<double>(2 * week - 1, 1.0), week).growth_per_week);
}

TEST(load_window, counts_throttled_minutes_of_each_limit) {
  const testing::test_folder folder;
  const auto store = testing::open_store(folder / "h.db");
  const auto slot = store->slot_of(namespace_id("a.x"));
  ASSERT_TRUE(slot);
  std::vector<store::scrape_frame> frames;
  for (int m = 0; m < 120; ++m) {
    store::scrape_frame frame{.minute = testing::monday + m, .data = completeness::complete, .columns = {}};
    frame.set(*slot, store::history_column::actions_count, m);
    frame.set(*slot, store::history_column::actions_throttled, m % 10 == 0 ? 0.5 : 0);
    if (m >= 100) frame.set(*slot, store::history_column::operations_throttled, 1);
    frames.push_back(std::move(frame));
  }
  ASSERT_TRUE(store->append(frames));
  const auto windows = read_windows(*store, testing::monday + 120, 60);
  ASSERT_TRUE(windows) << windows.error().message;
  const auto& seen = windows->at(namespace_id("a.x"));
  EXPECT_EQ(seen.throttled(limit_kind::actions), 6);
  EXPECT_EQ(seen.throttled(limit_kind::operations), 20);
  EXPECT_FALSE(seen.throttled(limit_kind::requests)) << "unknown is not zero";
  EXPECT_EQ(seen.peak_aps, 119);
}

}  // namespace
}  // namespace headroom::cli::history
