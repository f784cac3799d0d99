#include "headroom/openmetrics/hash_set.h"

#include <gtest/gtest.h>

#include "headroom/base/rng.h"

namespace headroom::openmetrics {
namespace {

TEST(hash_set, tells_whether_some_hash_came_twice_however_many_there_are) {
  hash_set set;
  for (const std::size_t count : {0, 1, 2, 3, 31, 33, 100, 1023, 1024, 1025, 5'000, 70'000, 400'000}) {
    rng random(count + 1);
    std::uint64_t first = 0;
    set.clear();
    for (std::size_t i = 0; i < count; ++i) {
      const auto hash = random.next();
      if (i == count / 3) first = hash;
      set.insert(hash);
    }
    EXPECT_TRUE(set.all_differ()) << count;
    if (count == 0) continue;
    set.insert(first);
    EXPECT_FALSE(set.all_differ()) << count;
  }
}

TEST(hash_set, is_empty_again_after_clear) {
  hash_set set;
  for (int round = 0; round < 3; ++round) {
    set.clear();
    set.insert(7);
    set.insert(1ULL << 63U);
    EXPECT_TRUE(set.all_differ());
  }
}

// An adversary may choose texts whose hashes share their bits: the answer may then be "not sure", but it must come, and
// the empty piles must not take much more room than the full one.
TEST(hash_set, gives_up_on_hashes_that_do_not_fall_evenly) {
  hash_set set;
  for (std::uint64_t i = 0; i < 200'000; ++i) set.insert(i << 1U);
  EXPECT_FALSE(set.all_differ());
  set.clear();
  for (std::uint64_t i = 0; i < 20; ++i) set.insert(i << 1U);
  EXPECT_TRUE(set.all_differ());
}

}  // namespace
}  // namespace headroom::openmetrics
