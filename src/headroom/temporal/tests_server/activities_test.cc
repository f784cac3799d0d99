#include <atomic>
#include <future>
#include <latch>
#include <thread>

#include "headroom/temporal/activity/context.h"
#include "headroom/temporal/client/async_activity.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

struct transfer {
  std::string from;
  std::string to;
  std::int64_t cents = 0;
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(transfer, from, to, cents)

// Calls one activity by name without arguments and gives what it gives.
class call_one {
 public:
  wf::task<std::string> run(std::string name, std::int32_t attempts_max) {
    const auto options = wf::activity_options{}.start_to_close(10s).retry(
        retry_policy{}.initial_interval(10ms).max_attempts(attempts_max));
    co_return co_await wf::start_activity<std::string>(name, options);
  }
  static void define(wf::definition<call_one>& d) { d.name("call_one"); }
};

class activities : public sdk_test {
 protected:
  template <class F>
  void serve_with(F function) {
    with_workflow<call_one>();
    the_worker().register_activity("it", std::move(function));
    serve();
  }
  // The activity failure of a run of call_one.
  std::shared_ptr<const failure> activity_failure_of_run(std::int32_t attempts_max) {
    const auto failed = failure_of(start(&call_one::run, "it", attempts_max));
    EXPECT_NE(dynamic_cast<const activity_failure*>(failed.get()), nullptr) << failed->what();
    return failed;
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(activities);

std::string describe_transfer(const transfer& what, std::int32_t times) {
  return what.from + ">" + what.to + ":" + std::to_string(what.cents * times);
}

class typed_calls {
 public:
  wf::task<std::string> run(transfer what) {
    const auto options = wf::activity_options{}.start_to_close(10s);
    co_return co_await wf::start_activity(&describe_transfer, options, what, 3);
  }
  static void define(wf::definition<typed_calls>& d) { d.name("typed_calls"); }
};

TEST_P(activities, arguments_of_own_types_arrive) {
  with_workflow<typed_calls>();
  the_worker().register_activity("describe_transfer", &describe_transfer);
  serve();
  EXPECT_EQ(start(&typed_calls::run, transfer{"a", "b", 5}).result({.timeout = 20s}), "a>b:15");
}

class ledger {
 public:
  explicit ledger(std::string name) : name_(std::move(name)) {}
  std::string book() { return name_ + std::to_string(++count_); }

 private:
  std::string name_;
  std::atomic<int> count_{0};
};

TEST_P(activities, a_member_function_serves_as_activity) {
  with_workflow<call_one>();
  the_worker().register_activity("it", &ledger::book, std::make_shared<ledger>("ledger"));
  serve();
  EXPECT_EQ(start(&call_one::run, "it", 1).result({.timeout = 20s}), "ledger1");
}

TEST_P(activities, a_dynamic_activity_takes_what_has_no_other) {
  with_workflow<call_one>();
  the_worker().register_dynamic_activity([](raw_args arguments) {
    return activity::context::current().info().activity_type + std::to_string(arguments.size());
  });
  serve();
  EXPECT_EQ(start(&call_one::run, "anything", 1).result({.timeout = 20s}), "anything0");
}

TEST_P(activities, a_failing_attempt_is_retried_until_it_succeeds) {
  serve_with([] {
    const auto attempt = activity::context::current().info().attempt;
    if (attempt < 3) throw application_failure("not yet").type("Flaky");
    return "attempt " + std::to_string(attempt);
  });
  EXPECT_EQ(start(&call_one::run, "it", 5).result({.timeout = 20s}), "attempt 3");
}

TEST_P(activities, the_last_failure_is_the_cause_with_its_type_and_details) {
  serve_with([]() -> std::string {
    throw application_failure("out of order").type("Broken").details(std::string("belt"), 7);
  });
  const auto failed = activity_failure_of_run(2);
  const auto& outer = dynamic_cast<const activity_failure&>(*failed);
  EXPECT_EQ(outer.activity_type(), "it");
  EXPECT_EQ(outer.retry_state(), retry_state::maximum_attempts_reached);
  const auto* cause = find_failure<application_failure>(*failed);
  ASSERT_NE(cause, nullptr);
  EXPECT_STREQ(cause->what(), "out of order");
  EXPECT_EQ(cause->type(), "Broken");
  ASSERT_EQ(cause->details().size(), 2U);
  EXPECT_EQ(from_payload<std::string>(cause->details()[0]), "belt");
  EXPECT_EQ(from_payload<int>(cause->details()[1]), 7);
}

TEST_P(activities, a_non_retryable_failure_ends_the_retries) {
  const auto attempts = std::make_shared<std::atomic<int>>(0);
  serve_with([attempts]() -> std::string {
    ++*attempts;
    throw application_failure("no").non_retryable();
  });
  const auto failed = activity_failure_of_run(10);
  EXPECT_EQ(dynamic_cast<const activity_failure&>(*failed).retry_state(), retry_state::non_retryable_failure);
  EXPECT_EQ(*attempts, 1);
}

TEST_P(activities, a_standard_exception_becomes_a_retryable_application_failure) {
  serve_with([]() -> std::string { throw std::runtime_error("disk full"); });
  const auto failed = activity_failure_of_run(2);
  const auto* cause = find_failure<application_failure>(*failed);
  ASSERT_NE(cause, nullptr);
  EXPECT_STREQ(cause->what(), "disk full");
  EXPECT_FALSE(cause->is_non_retryable());
  EXPECT_THAT(cause->type(), ::testing::HasSubstr("runtime_error"));
}

TEST_P(activities, what_is_not_an_exception_is_still_a_failure) {
  serve_with([]() -> std::string { throw 42; });
  EXPECT_NE(find_failure<application_failure>(*activity_failure_of_run(1)), nullptr);
}

TEST_P(activities, an_activity_type_without_registration_fails_the_attempt_and_names_the_others) {
  serve_with([] { return std::string("unused"); });
  const auto failed = failure_of(start(&call_one::run, "missing", 2));
  const auto* cause = find_failure<application_failure>(*failed);
  ASSERT_NE(cause, nullptr);
  EXPECT_EQ(cause->type(), "NotFoundError");
  EXPECT_THAT(cause->what(), ::testing::HasSubstr("offers: it"));
}

TEST_P(activities, an_argument_that_does_not_fit_fails_the_attempt) {
  serve_with([](std::int64_t needed) { return std::to_string(needed); });
  EXPECT_THAT(find_failure<application_failure>(*activity_failure_of_run(1))->what(), ::testing::HasSubstr("argument"));
}

TEST_P(activities, heartbeat_details_reach_the_next_attempt) {
  serve_with([]() -> std::string {
    auto& self = activity::context::current();
    if (const auto done = self.heartbeat_detail<std::int64_t>()) return "resumed at " + std::to_string(*done);
    self.heartbeat(std::int64_t{41});
    self.heartbeat(std::int64_t{42});
    throw std::runtime_error("interrupted");
  });
  EXPECT_EQ(start(&call_one::run, "it", 2).result({.timeout = 20s}), "resumed at 42");
}

TEST_P(activities, info_says_where_it_runs) {
  serve_with([] {
    const auto& info = activity::context::current().info();
    return info.activity_type + "/" + info.workflow_type + "/" + info.task_queue + "/" + info.workflow_namespace + "/" +
           std::to_string(info.attempt) + (info.is_local ? "/local" : "/remote");
  });
  EXPECT_EQ(start(&call_one::run, "it", 1).result({.timeout = 20s}), "it/call_one/" + queue() + "/default/1/remote");
}

TEST_P(activities, the_context_is_not_to_be_had_outside) {
  EXPECT_THROW(static_cast<void>(activity::context::current()), std::logic_error);
}

// One activity with each of the four timeouts.
class timing_out {
 public:
  wf::task<void> run(std::string which) {
    auto options = wf::activity_options{}.retry(retry_policy{}.max_attempts(1));
    if (which == "start_to_close") options.start_to_close(300ms);
    if (which == "schedule_to_close") options.schedule_to_close(300ms);
    if (which == "schedule_to_start")
      options.start_to_close(10s).schedule_to_start(300ms).task_queue("nobody-serves-this");
    if (which == "heartbeat") options.start_to_close(10s).heartbeat(300ms);
    co_await wf::start_activity("stuck", options);
  }
  static void define(wf::definition<timing_out>& d) { d.name("timing_out"); }
};

TEST_P(activities, each_timeout_says_which_it_was) {
  const auto ending = std::make_shared<std::latch>(3);
  const auto gate = std::make_shared<std::atomic<bool>>(false);
  with_workflow<timing_out>();
  the_worker().register_activity("stuck", [gate] {
    activity::context::current().heartbeat(std::string("last words"));
    gate->wait(false);
  });
  serve();
  const std::pair<std::string, timeout_type> cases[] = {{"start_to_close", timeout_type::start_to_close},
                                                        {"schedule_to_close", timeout_type::schedule_to_close},
                                                        {"schedule_to_start", timeout_type::schedule_to_start},
                                                        {"heartbeat", timeout_type::heartbeat}};
  for (const auto& [which, expected] : cases) {
    const auto failed = failure_of(start(&timing_out::run, which));
    const auto* timeout = find_failure<timeout_failure>(*failed);
    ASSERT_NE(timeout, nullptr) << which << ": " << failed->what();
    EXPECT_EQ(timeout->type(), expected) << which;
    if (which == "heartbeat") {
      ASSERT_EQ(timeout->last_heartbeat_details().size(), 1U);
      EXPECT_EQ(from_payload<std::string>(timeout->last_heartbeat_details()[0]), "last words");
    }
  }
  *gate = true;
  gate->notify_all();
}

// Starts an activity, cancels it when told, and says how it ended.
class cancelling {
 public:
  wf::task<std::string> run(wf::activity_cancellation how) {
    const auto options = wf::activity_options{}.start_to_close(30s).heartbeat(5s).cancellation(how).retry(
        retry_policy{}.max_attempts(1));
    auto running = wf::start_activity<std::string>("endless", options);
    co_await wf::wait_condition([this] { return go_; });
    running.cancel();
    try {
      co_return co_await running;
    } catch (const activity_failure& failure) {
      co_return is_cancellation(failure) ? "cancelled" : failure.cause()->message();
    }
  }
  void go() { go_ = true; }
  static void define(wf::definition<cancelling>& d) { d.name("cancelling").signal("go", &cancelling::go); }

 private:
  bool go_ = false;
};

class activity_cancellation_kinds : public activities {
 protected:
  // What the workflow saw, when the activity answers a cancellation by `answer`.
  std::string outcome(wf::activity_cancellation how, std::function<std::string()> answer) {
    const auto started = std::make_shared<std::latch>(1);
    options_of_worker().max_heartbeat_throttle(50ms).default_heartbeat_throttle(50ms);
    with_workflow<cancelling>();
    the_worker().register_activity("endless", [started, answer] {
      auto& self = activity::context::current();
      self.heartbeat();
      started->count_down();
      while (!self.cancellation()) {
        self.heartbeat();
        std::this_thread::sleep_for(5ms);
      }
      return answer();
    });
    serve();
    auto handle = start(&cancelling::run, how);
    started->wait();
    handle.signal(&cancelling::go);
    auto said = handle.result({.timeout = 20s});
    stop_worker();
    return said;
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(activity_cancellation_kinds);

TEST_P(activity_cancellation_kinds, wait_gives_what_the_activity_returns_after_its_cleanup) {
  EXPECT_EQ(outcome(wf::activity_cancellation::wait, [] { return std::string("cleaned up"); }), "cleaned up");
}

TEST_P(activity_cancellation_kinds, wait_ends_as_cancelled_when_the_activity_gives_in) {
  EXPECT_EQ(outcome(wf::activity_cancellation::wait,
                    []() -> std::string {
                      activity::context::current().throw_if_cancelled();
                      return "not cancelled";
                    }),
            "cancelled");
}

TEST_P(activity_cancellation_kinds, wait_shows_the_failure_of_a_cleanup_that_fails) {
  EXPECT_EQ(outcome(wf::activity_cancellation::wait,
                    []() -> std::string { throw application_failure("cleanup failed").non_retryable(); }),
            "cleanup failed");
}

TEST_P(activity_cancellation_kinds, try_cancel_does_not_wait_for_the_activity) {
  EXPECT_EQ(outcome(wf::activity_cancellation::try_cancel, [] { return std::string("cleaned up"); }), "cancelled");
}

class local_calls {
 public:
  wf::task<std::string> run(std::string name, std::int32_t attempts_max) {
    const auto options = wf::local_activity_options{}.start_to_close(10s).retry(
        retry_policy{}.initial_interval(5ms).max_attempts(attempts_max));
    co_return co_await wf::start_local_activity<std::string>(name, options);
  }
  static void define(wf::definition<local_calls>& d) { d.name("local_calls"); }
};

TEST_P(activities, a_local_activity_runs_in_this_worker_and_is_retried) {
  with_workflow<local_calls>();
  the_worker().register_activity("it", [] {
    const auto& info = activity::context::current().info();
    activity::context::current().heartbeat(1);
    if (info.attempt < 3) throw std::runtime_error("again");
    return std::string(info.is_local ? "local " : "remote ") + std::to_string(info.attempt);
  });
  serve();
  EXPECT_EQ(start(&local_calls::run, "it", 5).result({.timeout = 20s}), "local 3");
}

TEST_P(activities, a_local_activitys_failure_reaches_the_workflow_as_it_was_thrown) {
  with_workflow<local_calls>();
  the_worker().register_activity("it",
                                 []() -> std::string { throw application_failure("no").type("No").non_retryable(); });
  serve();
  const auto failed = failure_of(start(&local_calls::run, "it", 5));
  EXPECT_EQ(find_failure<application_failure>(*failed)->type(), "No");
}

class asynchronous : public activities {
 protected:
  // Starts a run whose activity completes later, and gives its task token.
  std::pair<workflow_handle, std::string> start_asynchronous() {
    const auto token = std::make_shared<std::promise<std::string>>();
    with_workflow<call_one>();
    the_worker().register_activity("it", [token]() -> std::string {
      auto& self = activity::context::current();
      token->set_value(self.info().task_token);
      self.complete_async();
    });
    serve();
    auto handle = start(&call_one::run, "it", 1);
    return {handle, token->get_future().get()};
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(asynchronous);

TEST_P(asynchronous, somebody_else_completes_by_task_token) {
  const auto [handle, token] = start_asynchronous();
  const async_activity activity(on(), token);
  activity.heartbeat(1);
  activity.complete(std::string("from elsewhere"));
  EXPECT_EQ(handle.result<std::string>({.timeout = 20s}), "from elsewhere");
  EXPECT_THROW(activity.complete(std::string("twice")), not_found_error);
}

TEST_P(asynchronous, somebody_else_completes_by_id) {
  const auto [handle, token] = start_asynchronous();
  const async_activity activity(on(), activity_reference{handle.id(), {}, "1"});
  activity.complete(std::string("by id"));
  EXPECT_EQ(handle.result<std::string>({.timeout = 20s}), "by id");
}

TEST_P(asynchronous, somebody_else_fails_it) {
  const auto [handle, token] = start_asynchronous();
  async_activity(on(), token).fail(application_failure("failed from elsewhere").type("Elsewhere"));
  EXPECT_EQ(find_failure<application_failure>(*failure_of(handle))->type(), "Elsewhere");
}

// All at once: each activity waits until all have started.
class fan_out {
 public:
  wf::task<std::int64_t> run(std::int64_t count) {
    const auto options = wf::activity_options{}.start_to_close(30s);
    std::vector<wf::activity_handle<std::int64_t>> running;
    for (std::int64_t i = 0; i < count; ++i) running.push_back(wf::start_activity<std::int64_t>("meet", options, i));
    std::int64_t sum = 0;
    for (auto& one : running) {
      const std::int64_t value = co_await one;
      sum += value;
    }
    co_return sum;
  }
  static void define(wf::definition<fan_out>& d) { d.name("fan_out"); }
};

TEST_P(activities, a_hundred_run_at_the_same_time) {
  constexpr std::int64_t count = 100;
  const auto meeting = std::make_shared<std::latch>(count);
  with_workflow<fan_out>();
  the_worker().register_activity("meet", [meeting](std::int64_t index) {
    meeting->arrive_and_wait();
    return index;
  });
  serve();
  EXPECT_EQ(start(&fan_out::run, count).result({.timeout = 30s}), count * (count - 1) / 2);
}

}  // namespace
}  // namespace temporal::tests
