#include "headroom/cli/history/missing_minutes.h"

#include <gtest/gtest.h>

namespace headroom::cli::history {
namespace {

constexpr utc_minute t{29'459'520};

store::minute_range range(int first, int end) { return {.first = t + first, .end = t + end}; }
store::gap_note gap(int first, int end, const char* reason, std::int64_t noted = 0) {
  return {.minutes = range(first, end), .reason = reason, .noted_unix_ms = noted};
}

std::vector<store::minute_note> notes(std::initializer_list<int> minutes) {
  std::vector<store::minute_note> out;
  for (const int minute : minutes) out.push_back({.minute = t + minute, .data = completeness::complete});
  return out;
}

TEST(missing_minutes, have_the_reason_that_was_noted_or_say_that_none_was) {
  const std::vector<store::gap_note> gaps{gap(2, 4, "endpoint down"), gap(4, 5, "endpoint down"), gap(6, 7, "asleep")};
  const std::vector<missing_stretch> expected{{range(1, 2), reason_unknown},
                                              {range(2, 5), "endpoint down"},
                                              {range(6, 7), "asleep"},
                                              {range(7, 9), reason_unknown}};
  EXPECT_EQ(missing_minutes(range(0, 10), notes({0, 5, 9}), gaps), expected);
}

TEST(missing_minutes, are_none_where_a_scrape_came_after_all) {
  EXPECT_TRUE(missing_minutes(range(0, 3), notes({0, 1, 2}), std::vector{gap(0, 3, "late")}).empty());
  EXPECT_TRUE(missing_minutes(range(3, 3), {}, {}).empty());
}

TEST(missing_minutes, have_the_newest_of_several_reasons) {
  const std::vector<store::gap_note> gaps{gap(0, 4, "old", 1), gap(1, 2, "new", 2)};
  const std::vector<missing_stretch> expected{{range(0, 1), "old"}, {range(1, 2), "new"}, {range(2, 4), "old"}};
  EXPECT_EQ(missing_minutes(range(0, 4), {}, gaps), expected);
}

TEST(unnamed_parts, are_what_no_gap_names) {
  const std::vector<store::gap_note> gaps{gap(2, 4, "a"), gap(3, 6, "b")};
  EXPECT_EQ(unnamed_parts(range(0, 8), gaps), (std::vector{range(0, 2), range(6, 8)}));
  EXPECT_EQ(unnamed_parts(range(2, 6), gaps), std::vector<store::minute_range>());
  EXPECT_EQ(unnamed_parts(range(0, 2), {}), std::vector{range(0, 2)});
}

}  // namespace
}  // namespace headroom::cli::history
