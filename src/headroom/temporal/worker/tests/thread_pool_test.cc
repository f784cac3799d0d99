#include "headroom/temporal/worker/thread_pool.h"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>

namespace temporal::detail {
namespace {

TEST(thread_pool, runs_everything_before_it_closes) {
  std::atomic<int> ran = 0;
  thread_pool pool("pool", 4);
  for (int i = 0; i < 1000; ++i) pool.post([&] { ++ran; });
  pool.close();
  EXPECT_EQ(ran, 1000);
}

TEST(thread_pool, has_as_many_threads_as_jobs_need_at_once) {
  constexpr int count = 16;
  std::latch meeting(count);
  thread_pool pool("pool", count);
  for (int i = 0; i < count; ++i) pool.post([&] { meeting.arrive_and_wait(); });
  pool.close();
}

TEST(thread_pool, a_spare_thread_stands_in_for_a_stuck_one) {
  std::latch stuck(1);
  std::latch done(1);
  thread_pool pool("pool", 1);
  pool.post([&] { stuck.wait(); });
  pool.post([&] { done.count_down(); });
  pool.add_spare_thread();
  done.wait();
  stuck.count_down();
}

TEST(thread_pool, drops_what_is_posted_after_the_close) {
  thread_pool pool("pool", 1);
  pool.close();
  bool ran = false;
  pool.post([&] { ran = true; });
  pool.close();
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace temporal::detail
