#include "headroom/cloud/metric_selection.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/cloud/metric_names.h"

namespace headroom::cloud {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

TEST(MetricNames, TheDocumentedNamesAreSortedAndHoldEveryRow) {
  EXPECT_TRUE(std::ranges::is_sorted(documented_metrics()));
  EXPECT_EQ(std::ranges::adjacent_find(documented_metrics()), documented_metrics().end());
  EXPECT_TRUE(all_documented(all_row_metrics()));
  EXPECT_EQ(all_row_metrics().size(), 13u);
  EXPECT_THAT(all_row_metrics(), IsSupersetOf(namespace_metrics()));
  EXPECT_THAT(namespace_metrics(), IsSupersetOf(original_metrics()));
}

TEST(MetricSelection, NamesAndGlobsAreLookedUpOnceEach) {
  const std::vector<std::string> known{"t_a_count", "t_a_limit", "t_b_count"};
  const auto select = [&](std::vector<std::string> patterns) { return select_metrics(patterns, known); };
  EXPECT_THAT(*select({"t_*_count", "t_a_limit", "t_a_*"}), ElementsAre("t_a_count", "t_b_count", "t_a_limit"));
  const auto slip = select({"t_a_limt"});
  ASSERT_FALSE(slip);
  EXPECT_EQ(slip.error().code, error_code::invalid_argument);
  EXPECT_THAT(slip.error().message, HasSubstr("'t_a_limt'"));
  EXPECT_THAT(slip.error().message, HasSubstr("did you mean t_a_limit?"));
  EXPECT_FALSE(select({"nothing_like_it_*"}));
}

}  // namespace
}  // namespace headroom::cloud
