#include "headroom/cli/collect/schedule.h"

#include <gtest/gtest.h>

namespace headroom::cli::collect {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t noon = std::int64_t{29'459'520} * minute_ms;

milliseconds wait(std::int64_t now, const try_state& state) {
  return until_next_try(now, state, {.offset = milliseconds(15'000)});
}

TEST(schedule, each_minute_has_its_scrape_at_the_same_second) {
  EXPECT_EQ(wait(noon, {}), milliseconds(75'000));
  EXPECT_EQ(wait(noon + 15'000, {}), milliseconds(60'000));
  EXPECT_EQ(wait(noon + 17'500, {}), milliseconds(57'500)) << "a slow scrape does not move the next";
  EXPECT_EQ(wait(noon + 59'999, {}), milliseconds(15'001));
}

TEST(schedule, trouble_that_may_pass_costs_no_minute) {
  EXPECT_EQ(wait(noon + 15'000, {.failures = 500, .mends_itself = true}), milliseconds(minute_ms));
}

TEST(schedule, what_somebody_must_mend_is_tried_ever_more_rarely_but_not_never) {
  const std::vector<std::pair<int, int>> minutes_after_failures{{1, 1}, {2, 2},  {3, 4},
                                                                {4, 8}, {5, 15}, {1'000'000, 15}};
  for (const auto& [failures, minutes] : minutes_after_failures) {
    EXPECT_EQ(wait(noon + 15'000, {.failures = failures, .mends_itself = false}), milliseconds(minutes * minute_ms))
        << failures;
  }
}

}  // namespace
}  // namespace headroom::cli::collect
