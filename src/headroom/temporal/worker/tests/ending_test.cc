#include "headroom/temporal/worker/ending.h"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

namespace temporal::detail {
namespace {

using namespace std::chrono_literals;

TEST(ending, happens_once_however_many_wait) {
  std::atomic<int> times = 0;
  ending end([&] { ++times; });
  std::vector<std::thread> waiting;
  for (int i = 0; i < 8; ++i) {
    waiting.emplace_back([&, i] { i % 2 == 0 ? end.wait() : static_cast<void>(end.wait_for(30s)); });
  }
  for (auto& thread : waiting) thread.join();
  end.wait();
  EXPECT_EQ(times, 1);
}

TEST(ending, a_limit_that_passes_leaves_it_to_be_waited_for_again) {
  std::latch may_end(1);
  ending end([&] { may_end.wait(); });
  EXPECT_FALSE(end.wait_for(1ms));
  EXPECT_FALSE(end.wait_for(0ms));
  may_end.count_down();
  EXPECT_TRUE(end.wait_for(30s));
  EXPECT_TRUE(end.wait_for(0ms));
}

TEST(ending, what_it_throws_every_wait_throws) {
  ending end([] { throw std::runtime_error("polling failed"); });
  EXPECT_THROW(static_cast<void>(end.wait_for(30s)), std::runtime_error);
  EXPECT_THROW(end.wait(), std::runtime_error);
}

TEST(ending, one_that_nobody_waited_for_never_happens) {
  bool happened = false;
  {
    const ending end([&] { happened = true; });
  }
  EXPECT_FALSE(happened);
}

}  // namespace
}  // namespace temporal::detail
