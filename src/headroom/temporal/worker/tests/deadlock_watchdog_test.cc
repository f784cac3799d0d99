#include "headroom/temporal/worker/deadlock_watchdog.h"

#include <future>
#include <gtest/gtest.h>

namespace temporal::detail {
namespace {

using namespace std::chrono_literals;

TEST(deadlock_watchdog, calls_back_once_for_what_is_late) {
  deadlock_watchdog dog(5ms);
  std::promise<void> late;
  int calls = 0;
  const watch_scope watch(dog, [&] {
    ++calls;
    late.set_value();
  });
  EXPECT_EQ(late.get_future().wait_for(10s), std::future_status::ready);
  EXPECT_EQ(calls, 1);
}

TEST(deadlock_watchdog, does_not_call_back_for_what_has_ended) {
  deadlock_watchdog dog(1h);
  for (int i = 0; i < 100; ++i) {
    const watch_scope watch(dog, [] { ADD_FAILURE() << "it was in time"; });
  }
}

TEST(deadlock_watchdog, watches_several_at_once) {
  deadlock_watchdog dog(5ms);
  std::promise<void> first;
  std::promise<void> second;
  const watch_scope one(dog, [&] { first.set_value(); });
  const watch_scope two(dog, [&] { second.set_value(); });
  EXPECT_EQ(first.get_future().wait_for(10s), std::future_status::ready);
  EXPECT_EQ(second.get_future().wait_for(10s), std::future_status::ready);
}

TEST(deadlock_watchdog, without_a_limit_never_calls) {
  deadlock_watchdog dog(0s);
  const watch_scope watch(dog, [] { ADD_FAILURE() << "there is no limit"; });
}

}  // namespace
}  // namespace temporal::detail
