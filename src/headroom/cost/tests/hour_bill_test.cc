#include "headroom/cost/hour_bill.h"

#include <gtest/gtest.h>

#include "headroom/cost/sold_counts.h"

namespace headroom::cost {
namespace {

TEST(hour_bill, is_the_actions_or_360000_for_each_tru_after_the_first) {
  struct row {
    double used;
    int highest_trus;
    double billed;
  };
  for (const row& r : {row{1000, 0, 1000}, row{0, 0, 0}, row{0, 2, 360'000}, row{360'000, 2, 360'000},
                       row{360'001, 2, 360'001}, row{1'000'000, 4, 1'080'000}, row{0, 12, 3'960'000}}) {
    EXPECT_EQ(hour_bill_actions(r.used, r.highest_trus), r.billed) << r.used << " with " << r.highest_trus;
  }
}

TEST(free_trus, are_those_whose_floor_the_hour_pays_by_itself) {
  struct row {
    double used;
    int free;
  };
  for (const row& r : {row{0, 0}, row{359'999, 0}, row{360'000, 2}, row{720'000, 3}, row{1'799'999, 4},
                       row{1'800'000, 6}, row{3'960'000, 12}, row{1e9, 12}}) {
    EXPECT_EQ(free_trus(r.used), r.free) << r.used;
  }
}

TEST(covering_count, is_the_smallest_on_sale_that_covers_the_load) {
  EXPECT_EQ(covering_count(0), 2);
  EXPECT_EQ(covering_count(1000), 2);
  EXPECT_EQ(covering_count(1000.1), 3);
  EXPECT_EQ(covering_count(2500), 6);
  EXPECT_EQ(covering_count(9000), 12);
  EXPECT_EQ(round_up_to_sold(5), 6);
  EXPECT_EQ(round_up_to_sold(13), 12);
  EXPECT_TRUE(is_sold(8));
  EXPECT_FALSE(is_sold(5));
}

}  // namespace
}  // namespace headroom::cost
