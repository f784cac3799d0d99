#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

// The commands for remote and local activities with all their fields, and every job that answers them.
namespace temporal::workflow::testing {
namespace {

class all_activity_options {
 public:
  wf::task<> run() {
    const auto retry = temporal::retry_policy{}
                           .initial_interval(2s)
                           .backoff_coefficient(3)
                           .maximum_interval(9s)
                           .max_attempts(4)
                           .non_retryable({"A", "B"});
    auto a = wf::start_activity("a",
                                wf::activity_options{}
                                    .schedule_to_close(60s)
                                    .schedule_to_start(50s)
                                    .start_to_close(40s)
                                    .heartbeat(1500ms)
                                    .retry(retry)
                                    .cancellation(wf::activity_cancellation::abandon)
                                    .task_queue("elsewhere")
                                    .activity_id("my-id")
                                    .summary("does a")
                                    .priority({.key = 2})
                                    .no_eager_start(),
                                1, "two");
    co_await a;
  }
  static void define(wf::definition<all_activity_options>& d) { d.name("W"); }
};

TEST(commands, an_activity_carries_all_its_options) {
  auto r = run_of<all_activity_options>();
  ASSERT_EQ(r.activate({init()}), lines{"activity 1 a 1 \"two\""});
  const auto& a = r.last_command(0).schedule_activity();
  EXPECT_EQ(a.activity_id(), "my-id");
  EXPECT_EQ(a.task_queue(), "elsewhere");
  EXPECT_EQ(a.schedule_to_close_timeout().seconds(), 60);
  EXPECT_EQ(a.schedule_to_start_timeout().seconds(), 50);
  EXPECT_EQ(a.start_to_close_timeout().seconds(), 40);
  EXPECT_EQ(a.heartbeat_timeout().nanos(), 500'000'000);
  EXPECT_EQ(a.cancellation_type(), coresdk::workflow_commands::ABANDON);
  EXPECT_TRUE(a.do_not_eagerly_execute());
  EXPECT_EQ(a.priority().priority_key(), 2);
  EXPECT_EQ(a.retry_policy().backoff_coefficient(), 3);
  EXPECT_EQ(a.retry_policy().maximum_attempts(), 4);
  EXPECT_EQ(a.retry_policy().non_retryable_error_types(1), "B");
  EXPECT_EQ(r.last_command(0).user_metadata().summary().data(), "\"does a\"");
  EXPECT_EQ(r.activate({activity_done(1, "ignored")}), lines{"complete "});
}

class activity_without_timeout {
 public:
  wf::task<> run() { co_await wf::start_activity("a", {}); }
  static void define(wf::definition<activity_without_timeout>& d) { d.name("W"); }
};

TEST(commands, an_activity_without_a_timeout_fails_the_task_and_sends_nothing) {
  auto r = run_of<activity_without_timeout>();
  EXPECT_EQ(r.activate({init()}),
            lines{"task failed: activity 'a' has neither start_to_close nor schedule_to_close; set one of them"});
}

std::int64_t add(std::int64_t a, std::int64_t b) { return a + b; }

class by_function {
 public:
  wf::task<std::int64_t> run() {
    auto sum = wf::start_activity(&add, wf::activity_options{}.start_to_close(1s), 1, 2);
    co_return co_await sum;
  }
  static void define(wf::definition<by_function>& d) { d.name("W"); }
};

TEST(commands, an_activity_by_function_takes_the_name_it_was_registered_under) {
  auto before = run_of<by_function>();
  EXPECT_NE(before.activate({init()}).at(0).find("this function is not known as an activity"), std::string::npos);
  temporal::detail::name_function(&add, "add-numbers");
  auto r = run_of<by_function>();
  EXPECT_EQ(r.activate({init()}), lines{"activity 1 add-numbers 1 2"});
  EXPECT_EQ(r.activate({activity_done(1, 3)}), lines{"complete 3"});
}

class local_activities {
 public:
  wf::task<std::string> run() {
    auto a = wf::start_local_activity<std::string>(
        "l", wf::local_activity_options{}.start_to_close(1s).local_retry_threshold(2s), "x");
    co_return co_await a;
  }
  static void define(wf::definition<local_activities>& d) { d.name("W"); }
};

TEST(commands, a_local_activity_backs_off_with_a_timer_and_starts_again) {
  auto r = run_of<local_activities>();
  EXPECT_EQ(r.activate({init()}), lines{"local activity 1 l attempt 0 \"x\""});
  EXPECT_EQ(r.last_command(0).schedule_local_activity().cancellation_type(),
            coresdk::workflow_commands::WAIT_CANCELLATION_COMPLETED);
  EXPECT_EQ(r.last_command(0).schedule_local_activity().local_retry_threshold().seconds(), 2);
  EXPECT_EQ(r.activate({activity_backoff(1, 5, 90s)}), lines{"timer 1 90000ms"});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"local activity 2 l attempt 5 \"x\""});
  EXPECT_EQ(r.last_command(0).schedule_local_activity().original_schedule_time().seconds(), 7);
  EXPECT_EQ(r.last_command(0).schedule_local_activity().activity_id(), "1");
  EXPECT_EQ(r.activate({activity_done(2, "y")}), lines{"complete \"y\""});
  r.expect_same_in_replay();
}

TEST(commands, a_local_activity_is_cancelled_while_it_runs_and_while_it_backs_off) {
  auto running = run_of<local_activities>();
  running.activate({init()});
  EXPECT_EQ(running.activate({cancel()}), lines{"cancel local activity 1"});
  EXPECT_EQ(running.activate({activity_cancelled(1)}), lines{"cancelled"});
  auto waiting = run_of<local_activities>();
  waiting.activate({init()});
  waiting.activate({activity_backoff(1, 2, 90s)});
  EXPECT_EQ(waiting.activate({cancel()}), (lines{"cancel timer 1", "cancelled"}));
  auto both = run_of<local_activities>();
  both.activate({init()});
  both.activate({cancel()});
  EXPECT_EQ(both.activate({activity_backoff(1, 2, 90s)}), lines{"cancelled"});
}

TEST(commands, a_local_activity_that_core_cancels_unasked_fails_the_task_unless_history_has_it) {
  auto live = run_of<local_activities>();
  live.activate({init()});
  const auto failed = live.activate({activity_cancelled(1)});
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_TRUE(failed[0].starts_with("task failed: core gave up local activity 'l' (id 1)")) << failed[0];
  auto recorded = run_of<local_activities>();
  recorded.replaying = true;
  recorded.activate({init()});
  const auto seen = recorded.activate({activity_cancelled(1)});
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_TRUE(seen[0].starts_with("fail")) << seen[0];
}

class forgets_a_local_activity {
 public:
  wf::task<> run() {
    {
      wf::cancellation_scope own;
      auto begin = own.run(start());
      co_await begin;
    }
    co_await wf::sleep(60s);
  }
  wf::task<> start() {
    (void)wf::start_local_activity("l", wf::local_activity_options{}.start_to_close(1s));
    co_return;
  }
  static void define(wf::definition<forgets_a_local_activity>& d) { d.name("W"); }
};

TEST(commands, a_local_activity_that_nobody_holds_goes_on_after_its_backoff) {
  auto r = run_of<forgets_a_local_activity>();
  EXPECT_EQ(r.activate({init()}), (lines{"local activity 1 l attempt 0", "timer 1 60000ms"}));
  EXPECT_EQ(r.activate({activity_backoff(1, 2, 90s)}), lines{"timer 2 90000ms"});
  r.replay_and_evict_after(2);
  EXPECT_EQ(r.activate({fire_timer(2)}), lines{"local activity 2 l attempt 2"});
  EXPECT_EQ(r.activate({activity_backoff(2, 3, 90s)}), lines{"timer 3 90000ms"});
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel timer 3", "cancel timer 1", "cancelled"}));
}

}  // namespace
}  // namespace temporal::workflow::testing
