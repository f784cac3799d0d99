#include "headroom/temporal/testing/workflow_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::testing {
namespace {

namespace wf = temporal::workflow;
using namespace std::chrono_literals;
using ::testing::HasSubstr;

std::string charge(const std::string&) { throw std::logic_error("the real one must not run"); }

struct approval {
  wf::task<std::string> run(std::string what) {
    if (!co_await wf::wait_condition([this] { return approved_; }, 24h)) co_return "too late";
    auto paid = wf::start_activity(&charge, options(), what);
    co_return co_await paid;
  }
  void approve(bool yes) { approved_ = yes; }
  bool approved() const { return approved_; }
  wf::task<int> count_down(int from) {
    for (; from > 0; --from) co_await wf::sleep(1min);
    co_return from;
  }
  void check_count(int from) const {
    if (from < 0) throw application_failure("negative").type("Refused");
  }
  static wf::activity_options options() {
    return wf::activity_options{}.start_to_close(10s).retry(retry_policy{}.initial_interval(1s).max_attempts(3));
  }
  static void define(wf::definition<approval>& d) {
    d.name("Approval")
        .signal("approve", &approval::approve)
        .query("approved", &approval::approved)
        .update("count_down", &approval::count_down, &approval::check_count);
  }

 private:
  bool approved_ = false;
};

TEST(workflow_environment, lets_a_day_pass_at_once_when_nothing_happens) {
  workflow_environment env;
  EXPECT_EQ(env.execute(&approval::run, "book"), "too late");
  EXPECT_EQ(env.elapsed(), 24h);
}

TEST(workflow_environment, calls_the_mock_and_delivers_what_the_test_sends) {
  workflow_environment env;
  env.mock_activity(&charge, [](const std::string& what) { return "paid for " + what; }, 3s);
  env.at(1h, [&] {
    EXPECT_FALSE(env.query(&approval::approved));
    EXPECT_EQ(env.update(&approval::count_down, 5), 0);
    EXPECT_EQ(env.elapsed(), 1h + 5min);
    env.signal(&approval::approve, true);
  });
  EXPECT_EQ(env.execute(&approval::run, "book"), "paid for book");
  EXPECT_EQ(env.elapsed(), 1h + 5min + 3s);
}

TEST(workflow_environment, throws_what_refused_an_update) {
  workflow_environment env;
  env.at(1s, [&] { EXPECT_THROW(env.update(&approval::count_down, -1), application_failure); });
  EXPECT_EQ(env.execute(&approval::run, "book"), "too late");
}

TEST(workflow_environment, repeats_failed_attempts_as_the_retry_policy_says) {
  workflow_environment env;
  std::vector<std::uint32_t> attempts;
  env.mock_activity(&charge, [&](const std::string&) -> std::string {
    const auto& running = activity::context::current();
    attempts.push_back(running.info().attempt);
    if (attempts.size() > 1) EXPECT_EQ(running.heartbeat_detail<std::string>(), "half");
    activity::context::current().heartbeat("half");
    if (attempts.size() < 3) throw std::runtime_error("no network");
    return "paid at last";
  });
  env.at(0s, [&] { env.signal(&approval::approve, true); });
  EXPECT_EQ(env.execute(&approval::run, "book"), "paid at last");
  EXPECT_EQ(attempts, (std::vector<std::uint32_t>{1, 2, 3}));
  EXPECT_EQ(env.elapsed(), 1s + 2s);
}

TEST(workflow_environment, throws_the_failure_that_ended_the_workflow) {
  struct row {
    const char* name;
    std::function<std::string(const std::string&)> mock;
    duration takes;
    retry_state expected;
  };
  const row rows[] = {
      {"refused", [](const std::string&) -> std::string { throw application_failure("no").non_retryable(); }, 0s,
       retry_state::non_retryable_failure},
      {"fails", [](const std::string&) -> std::string { throw std::runtime_error("no"); }, 0s,
       retry_state::maximum_attempts_reached},
      {"slow", [](const std::string&) -> std::string { return "late"; }, 11s, retry_state::maximum_attempts_reached},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    workflow_environment env;
    env.mock_activity(&charge, row.mock, row.takes);
    env.at(0s, [&] { env.signal(&approval::approve, true); });
    try {
      (void)env.execute(&approval::run, "book");
      ADD_FAILURE() << "it did not fail";
    } catch (const activity_failure& failure) {
      EXPECT_EQ(failure.retry_state(), row.expected);
      EXPECT_EQ(find_failure<timeout_failure>(failure) != nullptr, row.takes > 10s);
    }
  }
}

struct parent {
  wf::task<std::string> run() {
    auto child = wf::start_child(&approval::run, wf::child_options{}.workflow_id("c"), "tea");
    co_await child.started();
    co_await child.signal(&approval::approve, true);
    co_return co_await child;
  }
  static void define(wf::definition<parent>& d) { d.name("Parent"); }
};

TEST(workflow_environment, stands_in_for_children_and_keeps_the_signals_sent) {
  workflow_environment env;
  env.mock_child(&approval::run, [](const std::string& what) { return "child had " + what; }, 1min);
  EXPECT_EQ(env.execute(&parent::run), "child had tea");
  ASSERT_EQ(env.sent_signals().size(), 1U);
  EXPECT_EQ(env.sent_signals()[0].workflow_id, "c");
  EXPECT_EQ(env.sent_signals()[0].name, "approve");
}

struct cancellable {
  wf::task<void> run() {
    auto paid = wf::start_activity(&charge, approval::options().start_to_close(1h), "tea");
    co_await paid;
  }
  static void define(wf::definition<cancellable>& d) { d.name("Cancellable"); }
};

TEST(workflow_environment, cancels_the_workflow_with_what_it_waits_for) {
  workflow_environment env;
  env.mock_activity(&charge, [](const std::string&) { return std::string("late"); }, 30min);
  env.at(1min, [&] { env.cancel(); });
  EXPECT_THROW(env.execute(&cancellable::run), cancelled_failure);
  EXPECT_EQ(env.elapsed(), 1min);
}

struct counter {
  wf::task<void> run(int turn) {
    co_await wf::sleep(1h);
    if (turn == 7) throw std::out_of_range("a bug");
    wf::continue_as_new(&counter::run, {}, turn + 1);
  }
  static void define(wf::definition<counter>& d) { d.name("Counter"); }
};

TEST(workflow_environment, tells_a_new_run_and_a_bug_from_a_failure) {
  workflow_environment first;
  try {
    first.execute(&counter::run, 1);
    ADD_FAILURE() << "it ended";
  } catch (const continued_as_new& next) {
    EXPECT_EQ(next.workflow_type, "Counter");
    EXPECT_EQ(from_payload<int>(next.arguments.at(0)), 2);
  }
  workflow_environment second;
  EXPECT_THROW(second.execute(&counter::run, 7), workflow_task_failed);
}

struct waits_for_ever {
  wf::task<void> run() {
    co_await wf::wait_condition([] { return false; });
  }
  static void define(wf::definition<waits_for_ever>& d) { d.name("WaitsForEver"); }
};

TEST(workflow_environment, says_what_is_missing_in_the_test) {
  temporal::detail::name_function(&charge, "charge");  // as a worker that registers it would
  const auto message = [](auto run, auto... arguments) {
    workflow_environment env;
    env.at(0s, [&] {
      if constexpr (sizeof...(arguments) == 1) env.signal(&approval::approve, true);
    });
    try {
      (void)env.execute(run, arguments...);
    } catch (const std::logic_error& e) {
      return std::string(e.what());
    }
    return std::string("no error");
  };
  EXPECT_THAT(message(&waits_for_ever::run), HasSubstr("no timer, activity, child or at() is to come"));
  EXPECT_THAT(message(&approval::run, "tea"), HasSubstr("which nothing stands in for"));
  EXPECT_THAT(message(&parent::run), HasSubstr("mock_child()"));
}

}  // namespace
}  // namespace temporal::testing
