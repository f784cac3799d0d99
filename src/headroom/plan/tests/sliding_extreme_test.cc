#include "headroom/plan/sliding_extreme.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "headroom/base/rng.h"

namespace headroom::plan {
namespace {

TEST(sliding_extreme, equals_the_extreme_of_the_last_values) {
  rng random(1);
  for (const int window : {1, 2, 3, 15, 60}) {
    sliding_max highest(window);
    sliding_min lowest(window);
    std::vector<double> all;
    for (int i = 0; i < 2000; ++i) {
      all.push_back(static_cast<double>(random.below(1 + random.below(50))));
      const auto from = all.end() - std::min<std::ptrdiff_t>(window, std::ssize(all));
      ASSERT_EQ(highest.push(all.back()), *std::max_element(from, all.end())) << window << " at " << i;
      ASSERT_EQ(lowest.push(all.back()), *std::min_element(from, all.end())) << window << " at " << i;
    }
  }
}

}  // namespace
}  // namespace headroom::plan
