#include <atomic>
#include <latch>
#include <thread>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

class waits_for_activity {
 public:
  wf::task<std::string> run() {
    const auto options = wf::activity_options{}.start_to_close(30s).retry(retry_policy{}.initial_interval(1ms));
    co_return co_await wf::start_activity<std::string>("long_one", options);
  }
  static void define(wf::definition<waits_for_activity>& d) { d.name("waits_for_activity"); }
};

class lifecycle : public sdk_test {};
TEMPORAL_WITH_AND_WITHOUT_CACHE(lifecycle);

TEST_P(lifecycle, starts_and_stops_fifty_times) {
  for (int i = 0; i < 50; ++i) {
    with_workflow<waits_for_activity>();
    the_worker().register_activity("long_one", [] { return std::string("done"); });
    serve();
    stop_worker();
  }
}

TEST_P(lifecycle, an_activity_that_ends_in_the_graceful_period_is_not_disturbed) {
  const auto started = std::make_shared<std::latch>(1);
  const auto may_end = std::make_shared<std::latch>(1);
  options_of_worker().graceful_shutdown(20s);
  with_workflow<waits_for_activity>();
  the_worker().register_activity("long_one", [=] {
    started->count_down();
    may_end->wait();
    return std::string(activity::context::current().cancellation() ? "cancelled" : "undisturbed");
  });
  serve();
  const auto handle = start(&waits_for_activity::run);
  started->wait();
  the_worker().shutdown();
  may_end->count_down();
  stop_worker();
  with_workflow<waits_for_activity>();
  serve();
  EXPECT_EQ(handle.result({.timeout = 20s}), "undisturbed");
}

TEST_P(lifecycle, an_activity_beyond_the_graceful_period_is_cancelled_and_retried_by_the_next_worker) {
  const auto started = std::make_shared<std::latch>(1);
  options_of_worker().graceful_shutdown(50ms);
  with_workflow<waits_for_activity>();
  the_worker().register_activity("long_one", [=] {
    started->count_down();
    activity::context::current().sleep_for(30s);
    return std::string("slept");
  });
  serve();
  const auto handle = start(&waits_for_activity::run);
  started->wait();
  stop_worker();
  with_workflow<waits_for_activity>();
  the_worker().register_activity(
      "long_one", [] { return "attempt " + std::to_string(activity::context::current().info().attempt); });
  serve();
  EXPECT_EQ(handle.result({.timeout = 20s}), "attempt 2");
}

TEST_P(lifecycle, a_wait_with_a_limit_tells_what_the_end_waits_for_and_may_be_repeated) {
  const auto started = std::make_shared<std::latch>(1);
  const auto may_end = std::make_shared<std::latch>(1);
  options_of_worker().graceful_shutdown(20s);
  with_workflow<waits_for_activity>();
  the_worker().register_activity("long_one", [=] {
    started->count_down();
    may_end->wait();
    return std::string("done");
  });
  serve();
  const auto handle = start(&waits_for_activity::run);
  started->wait();
  the_worker().shutdown();
  EXPECT_FALSE(the_worker().wait_for(1ms));
  EXPECT_THAT(the_worker().outstanding(), ::testing::HasSubstr("activity long_one"));
  may_end->count_down();
  EXPECT_TRUE(the_worker().wait_for(20s));
  EXPECT_EQ(the_worker().outstanding(), "");
  the_worker().wait();
  stop_worker();
  with_workflow<waits_for_activity>();
  serve();
  EXPECT_EQ(handle.result({.timeout = 20s}), "done");
}

std::atomic<bool> is_stuck = false;

class blocks_once {
 public:
  wf::task<std::string> run() {
    is_stuck.wait(true);
    co_return "free";
  }
  static void define(wf::definition<blocks_once>& d) { d.name("blocks_once"); }
};

TEST_P(lifecycle, workflow_code_that_blocks_fails_its_task_and_the_worker_goes_on) {
  is_stuck = true;
  options_of_worker().deadlock_timeout(200ms);
  with_workflow<blocks_once>();
  serve();
  const auto handle = start(&blocks_once::run);
  EXPECT_TRUE(eventually([&] { return handle.fetch_history().bytes.find("TMPRL1101") != std::string::npos; },
                         "a task failed for a deadlock"));
  is_stuck = false;
  is_stuck.notify_all();
  EXPECT_EQ(handle.result({.timeout = 20s}), "free");
}

class calls_client {
 public:
  wf::task<std::string> run() {
    try {
      on->handle("any").signal("any");
    } catch (const std::logic_error& error) {
      co_return error.what();
    }
    co_return "it worked";
  }
  static void define(wf::definition<calls_client>& d) { d.name("calls_client"); }
  static inline const client* on = nullptr;
};

TEST_P(lifecycle, a_client_call_in_workflow_code_is_refused) {
  calls_client::on = &on();
  with_workflow<calls_client>();
  serve();
  EXPECT_THAT(start(&calls_client::run).result({.timeout = 20s}), ::testing::HasSubstr("workflow thread"));
}

TEST_P(lifecycle, a_worker_that_serves_nothing_says_so) {
  try {
    serve();
    FAIL() << "it started";
  } catch (const configuration_error& error) {
    EXPECT_THAT(error.what(), ::testing::HasSubstr("serves nothing"));
  }
}

TEST_P(lifecycle, a_name_is_registered_once) {
  the_worker().register_activity("same", [] {});
  EXPECT_THROW(the_worker().register_activity("same", [] {}), configuration_error);
}

TEST_P(lifecycle, a_worker_without_workflows_serves_activities_and_ends) {
  the_worker().register_activity("only", [] {});
  serve();
  stop_worker();
}

TEST_P(lifecycle, a_worker_without_activities_serves_workflows_and_ends) {
  with_workflow<calls_client>();
  serve();
  stop_worker();
}

class many {
 public:
  wf::task<std::int64_t> run(std::int64_t n) {
    co_await wf::wait_condition([this] { return go_; });
    co_return n;
  }
  void go() { go_ = true; }
  static void define(wf::definition<many>& d) { d.name("many").signal("go", &many::go); }

 private:
  bool go_ = false;
};

TEST_P(lifecycle, a_hundred_workflows_run_side_by_side) {
  with_workflow<many>();
  serve();
  std::vector<typed_workflow_handle<std::int64_t>> running;
  for (std::int64_t i = 0; i < 100; ++i) running.push_back(start(&many::run, i));
  for (const auto& one : running) one.signal(&many::go);
  for (std::int64_t i = 0; i < 100; ++i) EXPECT_EQ(running[static_cast<std::size_t>(i)].result({.timeout = 30s}), i);
}

}  // namespace
}  // namespace temporal::tests
