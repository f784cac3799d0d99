#include <atomic>
#include <thread>

#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

// Ends in the way that it is told.
class ending {
 public:
  wf::task<std::string> run(std::string how) {
    if (how == "fail") throw application_failure("told to").type("Told").details(std::string("a"), 2).non_retryable();
    if (how == "nested") {
      throw application_failure("outer").cause_by(application_failure("inner").type("Inner"));
    }
    if (how == "sleep") co_await wf::sleep(1h);
    if (how == "hide_cancellation") {
      try {
        co_await wf::sleep(1h);
      } catch (const cancelled_failure&) {
        co_return "cancelled, but done";
      }
    }
    if (how == "first_attempt_fails" && wf::current_info().attempt == 1) throw application_failure("once");
    if (how.starts_with("continue")) {
      if (how.size() < 11) wf::continue_as_new({}, how + "!");
    }
    co_return how;
  }
  static void define(wf::definition<ending>& d) { d.name("ending"); }
};

class endings : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    with_workflow<ending>();
    serve();
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(endings);

TEST_P(endings, a_failure_keeps_type_details_and_non_retryability) {
  const auto failed = failure_of(start(&ending::run, "fail"));
  const auto& application = dynamic_cast<const application_failure&>(*failed);
  EXPECT_STREQ(application.what(), "told to");
  EXPECT_EQ(application.type(), "Told");
  EXPECT_TRUE(application.is_non_retryable());
  EXPECT_EQ(from_payload<int>(application.details().at(1)), 2);
}

TEST_P(endings, a_failure_keeps_its_causes) {
  const auto failed = failure_of(start(&ending::run, "nested"));
  ASSERT_NE(failed->cause(), nullptr);
  EXPECT_EQ(dynamic_cast<const application_failure&>(*failed->cause()).type(), "Inner");
}

TEST_P(endings, a_cancelled_workflow_ends_as_cancelled) {
  const auto handle = start(&ending::run, "sleep");
  handle.cancel("enough");
  EXPECT_NE(dynamic_cast<const cancelled_failure*>(failure_of(handle).get()), nullptr);
  EXPECT_EQ(handle.describe().summary.status, workflow_status::cancelled);
}

TEST_P(endings, a_workflow_may_complete_in_spite_of_its_cancellation) {
  const auto handle = start(&ending::run, "hide_cancellation");
  handle.cancel();
  EXPECT_EQ(handle.result({.timeout = 20s}), "cancelled, but done");
}

TEST_P(endings, a_terminated_workflow_fails_with_the_reason) {
  const auto handle = start(&ending::run, "sleep");
  handle.terminate("no longer needed", std::string("detail"));
  const auto failed = failure_of(handle);
  EXPECT_NE(dynamic_cast<const terminated_failure*>(failed.get()), nullptr);
  EXPECT_STREQ(failed->what(), "no longer needed");
}

TEST_P(endings, a_workflow_that_takes_too_long_times_out) {
  const auto handle = replay_later(on().start(&ending::run, options(new_id()).run_timeout(1s), "sleep"));
  EXPECT_NE(dynamic_cast<const timeout_failure*>(failure_of(handle).get()), nullptr);
}

TEST_P(endings, a_result_is_followed_over_continue_as_new) {
  const auto handle = start(&ending::run, "continue");
  EXPECT_EQ(handle.result({.timeout = 20s}), "continue!!!");
  try {
    static_cast<void>(handle.result_payload_of_run());
    FAIL() << "the first run had a result";
  } catch (const workflow_continued_as_new_error& error) {
    EXPECT_FALSE(error.new_run_id().empty());
  }
}

TEST_P(endings, a_result_is_followed_over_retries_of_the_workflow) {
  const auto with_retry = options(new_id()).retry(retry_policy{}.initial_interval(10ms).max_attempts(3));
  const auto handle = replay_later(on().start(&ending::run, with_retry, "first_attempt_fails"));
  EXPECT_EQ(handle.result({.timeout = 20s}), "first_attempt_fails");
}

TEST_P(endings, a_caller_that_does_not_want_to_wait_is_told) {
  const auto handle = start(&ending::run, "sleep");
  EXPECT_THROW(handle.result({.timeout = 200ms}), wait_timeout_error);
  handle.terminate();
}

TEST_P(endings, a_wait_can_be_stopped) {
  const auto handle = start(&ending::run, "sleep");
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  EXPECT_THROW(handle.result({.timeout = 20s, .stop = stop.get_token()}), rpc_cancelled_error);
  handle.terminate();
}

TEST_P(endings, a_workflow_type_without_registration_fails_its_task_and_waits_for_better_code) {
  const auto handle = on().start("missing", options(new_id()));
  EXPECT_TRUE(eventually(
      [&] {
        const auto history = handle.fetch_history();
        return history.bytes.find("missing") != std::string::npos &&
               history.bytes.find("NotFoundError") != std::string::npos;
      },
      "a failed workflow task in the history"));
  EXPECT_EQ(handle.describe().summary.status, workflow_status::running);
  handle.terminate();
}

std::atomic<bool> is_mended = false;

class mended_later {
 public:
  wf::task<std::string> run() {
    if (!is_mended) throw std::runtime_error("a bug");
    co_return "mended";
  }
  static void define(wf::definition<mended_later>& d) { d.name("mended_later"); }
};

class bugs : public sdk_test {};
TEMPORAL_WITH_AND_WITHOUT_CACHE(bugs);

TEST_P(bugs, an_exception_that_is_no_failure_fails_the_task_and_the_run_goes_on_once_it_is_mended) {
  is_mended = false;
  with_workflow<mended_later>();
  serve();
  const auto handle = replay_later(on().start(&mended_later::run, options(new_id()).task_timeout(1s)));
  EXPECT_TRUE(eventually([&] { return handle.fetch_history().bytes.find("a bug") != std::string::npos; },
                         "a failed workflow task in the history"));
  is_mended = true;
  EXPECT_EQ(handle.result({.timeout = 30s}), "mended");
}

}  // namespace
}  // namespace temporal::tests
