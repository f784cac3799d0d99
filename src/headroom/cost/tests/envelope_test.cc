#include "headroom/cost/envelope.h"

#include <cmath>
#include <deque>
#include <gtest/gtest.h>
#include <limits>
#include <vector>

#include "headroom/base/rng.h"

namespace headroom::cost {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

TEST(percentile, lies_between_the_neighbouring_ranks) {
  // Rank 0.9 x 4 = 3.6: six tenths of the way from the fourth value to the fifth.
  EXPECT_DOUBLE_EQ(percentile(std::vector<double>{50, 10, 40, 20, 30}, 0.9), 46);
  EXPECT_DOUBLE_EQ(percentile(std::vector<double>{7}, 0.9), 7);
  EXPECT_DOUBLE_EQ(percentile(std::vector<double>{0, 10}, 0.9), 9);
}

TEST(on_demand_limit, is_the_lesser_of_four_means_and_two_percentiles_and_never_below_500) {
  struct row {
    std::vector<double> load_aps;
    double limit_aps;
  };
  const std::vector<row> rows{
      {{}, 500},
      {{unknown, unknown}, 500},
      {{100, 100}, 500},                                // 2 x 100 and 4 x 100 are below the floor
      {{1000, 1000}, 2000},                             // 2 x p90 binds
      {{0, 0, 0, 0, 0, 0, 0, 0, 0, 10'000}, 2000},      // p90 = 0.1 x 10,000 = 1,000; 4 x mean = 4,000
      {{0, 0, 0, 0, 0, 0, 0, 0, 4000, 4000}, 3200},     // p90 = 4,000; 4 x mean = 3,200 binds
      {{unknown, 1000, unknown, 1000, unknown}, 2000},  // minutes without a sample do not count
  };
  for (const auto& r : rows) {
    EXPECT_NEAR(on_demand_limit_of(r.load_aps), r.limit_aps, 1e-9);
    trailing_envelope rolling;
    for (const double x : r.load_aps) rolling.push(std::isnan(x) ? std::nullopt : std::optional(x));
    EXPECT_NEAR(rolling.limit_aps(), r.limit_aps, 1e-9);
  }
}

TEST(trailing_envelope, equals_the_definition_at_every_minute_of_random_loads) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    rng random(seed);
    const int window = 1 + static_cast<int>(random.below(120));
    const double missing = random.uniform() * random.uniform();
    const bool coarse = random.below(2) == 0;  // many equal values
    trailing_envelope rolling(window);
    std::deque<double> seen;
    for (int minute = 0; minute < 600; ++minute) {
      double x = 4000 * random.uniform() * random.uniform();
      if (coarse) x = std::floor(x / 500) * 500;
      if (random.uniform() < missing) x = unknown;
      rolling.push(std::isnan(x) ? std::nullopt : std::optional(x));
      seen.push_back(x);
      if (static_cast<int>(seen.size()) > window) seen.pop_front();
      const double expected = on_demand_limit_of(std::vector<double>(seen.begin(), seen.end()));
      ASSERT_NEAR(rolling.limit_aps(), expected, 1e-9 * expected) << "minute " << minute;
    }
  }
}

TEST(trailing_envelope, forgets_a_spike_without_trace_after_its_window) {
  trailing_envelope rolling(60);
  rolling.push(1e12);
  for (int minute = 0; minute < 60; ++minute) rolling.push(0.1);
  EXPECT_DOUBLE_EQ(rolling.mean_aps(), 0.1);
  EXPECT_DOUBLE_EQ(rolling.p90_aps(), 0.1);
}

}  // namespace
}  // namespace headroom::cost
