#include <csignal>
#include <filesystem>

#include "headroom/temporal/testing/child_process.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/tests_server/server.h"
#include "headroom/temporal/tests_server/waits.h"

namespace temporal::tests {
namespace {

// Workers in processes of their own, which are killed.
class crashes : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    the_replayer().register_workflow<waiting>().register_workflow<waiting_child>();
    start_worker_process();
  }
  void start_worker_process() {
    process_ = std::make_unique<testing::child_process>(
        testing::child_process::options{.command = {std::filesystem::read_symlink("/proc/self/exe"), "--worker",
                                                    shared_server().target(), queue(), std::to_string(cache())},
                                        .environment_additions = {}});
  }
  // Started, and under way: the first workflow task is done, or (local activities) has begun.
  typed_workflow_handle<std::string> start_waiting(const std::string& what) {
    auto handle = replay_later(on().start(&waiting::run, options(new_id()).task_timeout(1s), what));
    if (what != "local") EXPECT_TRUE(handle.query(&waiting::is_waiting));
    if (what == "local")
      EXPECT_TRUE(eventually([&] { return handle.describe().summary.history_length >= 3; }, "a task has begun"));
    return handle;
  }
  void kill_and_restart() {
    process_->send_signal(SIGKILL);
    EXPECT_EQ(process_->wait(10s), 128 + SIGKILL);
    start_worker_process();
  }
  testing::child_process& process() { return *process_; }

 private:
  std::unique_ptr<testing::child_process> process_;
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(crashes);

TEST_P(crashes, a_timer_survives) {
  const auto handle = start_waiting("timer");
  kill_and_restart();
  EXPECT_EQ(handle.result({.timeout = 60s}), "timer");
}

TEST_P(crashes, an_activity_is_tried_again) {
  const auto handle = start_waiting("activity");
  kill_and_restart();
  EXPECT_EQ(handle.result({.timeout = 60s}), "activity, attempt 2");
}

TEST_P(crashes, a_local_activity_is_run_again) {
  const auto handle = start_waiting("local");
  kill_and_restart();
  EXPECT_EQ(handle.result({.timeout = 60s}), "local activity");
}

TEST_P(crashes, a_signal_is_not_lost) {
  const auto handle = start_waiting("signal");
  process().send_signal(SIGKILL);
  handle.signal(&waiting::go);
  kill_and_restart();
  EXPECT_EQ(handle.result({.timeout = 60s}), "signal");
}

TEST_P(crashes, a_child_goes_on) {
  const auto handle = start_waiting("child");
  const auto child = on().handle(handle.id() + "-child");
  EXPECT_TRUE(eventually(
      [&] {
        try {
          return child.describe().summary.status == workflow_status::running;
        } catch (const not_found_error&) {
          return false;
        }
      },
      "the child runs"));
  kill_and_restart();
  child.signal(&waiting_child::go);
  EXPECT_EQ(handle.result({.timeout = 60s}), "child");
}

TEST_P(crashes, an_accepted_update_completes) {
  const auto handle = start_waiting("signal");
  auto update = handle.start_update(workflow_handle::call_of(&waiting::late_update, std::string("late")),
                                    {.id = {}, .wait_for = update_stage::accepted, .wait = {}});
  kill_and_restart();
  handle.signal(&waiting::go);
  EXPECT_EQ(update.result<std::string>({.timeout = 60s}), "late");
  EXPECT_EQ(handle.result({.timeout = 60s}), "signal");
}

TEST_P(crashes, a_query_is_answered_by_the_next_worker) {
  const auto handle = start_waiting("signal");
  kill_and_restart();
  EXPECT_TRUE(eventually(
      [&] {
        try {
          return handle.query(&waiting::is_waiting);
        } catch (const sdk_error&) {
          return false;
        }
      },
      "the query is answered"));
  handle.signal(&waiting::go);
  EXPECT_EQ(handle.result({.timeout = 60s}), "signal");
}

TEST_P(crashes, sigterm_ends_a_worker_gracefully_with_status_0) {
  const auto handle = start_waiting("timer");
  process().send_signal(SIGTERM);
  EXPECT_EQ(process().wait(20s), 0);
  start_worker_process();
  EXPECT_EQ(handle.result({.timeout = 60s}), "timer");
}

TEST_P(crashes, sigint_does_the_same) {
  static_cast<void>(start_waiting("signal"));
  process().send_signal(SIGINT);
  EXPECT_EQ(process().wait(20s), 0);
}

}  // namespace
}  // namespace temporal::tests
