#include "headroom/plan/original_rule.h"

#include <gtest/gtest.h>

namespace headroom::plan {
namespace {

TEST(original_rule, is_the_original_project_s) {
  struct row {
    double limit_aps, count_aps;
    std::int64_t trus;
  };
  for (const row& r : {
           row{500, 0, 0},     row{500, 500, 0},       row{500, 500.1, 2},
           row{500, 1000, 2},  row{500, 1001, 3},      row{999, 2100, 5},  // below two TRUs' limit is On-Demand
           row{1000, 0, 0},    row{1000, 99, 0},       row{1000, 100, 2},  // below (2 - 1) x 100: down
           row{1000, 799, 2},  row{1000, 800, 3},                          // 80 % counts
           row{1500, 1200, 4}, row{1500, 1199.9, 3},   row{1500, 199, 0},  // down, and up to 500 fits On-Demand
           row{5000, 899, 9},  row{5000, 900, 10},     row{5000, 501, 6},
           row{5000, 500, 0},  row{6000, 4800, 13},  // it knows nothing of the counts on sale
           row{0, 0, 0},       row{0, 1e9, 2'000'000}, row{1e12, 0, 0},
       }) {
    EXPECT_EQ(original_rule_trus({.limit_aps = r.limit_aps, .count_aps = r.count_aps}), r.trus)
        << "limit " << r.limit_aps << ", count " << r.count_aps;
  }
}

}  // namespace
}  // namespace headroom::plan
