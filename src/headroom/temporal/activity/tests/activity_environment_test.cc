#include "headroom/temporal/testing/activity_environment.h"

#include <gtest/gtest.h>

#include "headroom/temporal/common/failure.h"

namespace temporal::testing {
namespace {

std::int64_t count_up(std::int64_t until) {
  auto& self = activity::context::current();
  std::int64_t done = self.heartbeat_detail<std::int64_t>().value_or(0);
  while (done < until) {
    self.throw_if_cancelled();
    self.heartbeat(++done);
  }
  return done;
}

TEST(activity_environment, runs_a_function_and_collects_its_heartbeats) {
  activity_environment environment;
  EXPECT_EQ(environment.run(count_up, 3), 3);
  ASSERT_EQ(environment.heartbeats().size(), 3U);
  EXPECT_EQ(from_payload<std::int64_t>(environment.heartbeats()[2][0]), 3);
}

TEST(activity_environment, can_cancel_after_a_heartbeat) {
  activity_environment environment;
  environment.on_heartbeat([&](const payload_list&) {
    if (environment.heartbeats().size() == 2) environment.cancel();
  });
  EXPECT_THROW(environment.run(count_up, 100), cancelled_failure);
  EXPECT_EQ(environment.heartbeats().size(), 2U);
}

TEST(activity_environment, gives_the_details_of_an_earlier_attempt) {
  auto info = activity_environment::default_info();
  info.heartbeat_details = to_payloads(std::int64_t{8});
  activity_environment environment(info);
  EXPECT_EQ(environment.run(count_up, 10), 10);
  EXPECT_EQ(environment.heartbeats().size(), 2U);
}

TEST(activity_context, a_sleep_ends_when_the_activity_is_cancelled) {
  activity_environment environment;
  environment.cancel(activity::cancel_reason::paused);
  EXPECT_THROW(environment.run([] { activity::context::current().sleep_for(std::chrono::hours(1)); }),
               cancelled_failure);
  EXPECT_TRUE(environment.run([] { return activity::context::current().stop_token().stop_requested(); }));
  EXPECT_EQ(environment.run([] { return activity::context::current().cancellation(); }),
            activity::cancel_reason::paused);
}

TEST(activity_context, the_first_reason_stays) {
  activity_environment environment;
  environment.cancel(activity::cancel_reason::timed_out);
  environment.cancel(activity::cancel_reason::cancelled);
  EXPECT_EQ(environment.run([] { return activity::context::current().cancellation(); }),
            activity::cancel_reason::timed_out);
}

TEST(activity_context, a_local_activity_has_no_heartbeat) {
  auto info = activity_environment::default_info();
  info.is_local = true;
  activity_environment environment(info);
  environment.run([] { activity::context::current().heartbeat(1); });
  EXPECT_TRUE(environment.heartbeats().empty());
}

}  // namespace
}  // namespace temporal::testing
