#include <thread>

#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

namespace temporal::workflow::testing {
namespace {

// The trace of an activity, then a timer.
class activity_then_timer {
 public:
  wf::task<std::string> run(std::string in) {
    auto charged = wf::start_activity<std::string>("charge", wf::activity_options{}.start_to_close(10s), in);
    receipt_ = co_await charged;
    co_await wf::sleep(5s);
    co_return receipt_;
  }
  std::string receipt() const { return receipt_; }
  static void define(wf::definition<activity_then_timer>& d) {
    d.name("ActivityThenTimer").query("receipt", &activity_then_timer::receipt);
  }

 private:
  std::string receipt_;
};

TEST(workflow, an_activity_then_a_timer) {
  auto r = run_of<activity_then_timer>();
  EXPECT_EQ(r.activate({init("in")}), lines{"activity 1 charge \"in\""});
  const auto& a = r.last_command(0).schedule_activity();
  EXPECT_EQ(a.activity_id(), "1");
  EXPECT_EQ(a.task_queue(), "tq");
  EXPECT_EQ(a.start_to_close_timeout().seconds(), 10);
  EXPECT_FALSE(a.has_retry_policy());
  EXPECT_EQ(r.activate({activity_done(1, "r-7")}), lines{"timer 1 5000ms"});
  EXPECT_EQ(r.activate({query("receipt")}), lines{"answer q \"r-7\""});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"complete \"r-7\""});
  r.expect_same_in_replay();
  EXPECT_EQ(r.activate({evict()}), lines{});
}

TEST(workflow, a_cancellation_that_escapes_ends_it_as_cancelled) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  r.activate({activity_done(1, "r-7")});
  EXPECT_EQ(r.activate({cancel()}), (lines{"cancel timer 1", "cancelled"}));
  r.expect_same_in_replay();
}

TEST(workflow, a_result_that_comes_with_a_cancellation_wins_and_the_next_operation_throws) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  EXPECT_EQ(r.activate({cancel(), activity_done(1, "r-7")}), lines{"cancelled"});
}

TEST(workflow, an_activity_that_is_cancelled_is_asked_and_waited_for) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  EXPECT_EQ(r.activate({cancel()}), lines{"cancel activity 1"});
  EXPECT_EQ(r.activate({cancel()}), lines{});
  EXPECT_EQ(r.activate({activity_cancelled(1)}), lines{"cancelled"});
}

TEST(workflow, a_failure_that_escapes_fails_it_with_the_whole_chain) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  EXPECT_EQ(r.activate({activity_failed(1, "card declined")}), lines{"fail Activity task failed"});
  EXPECT_EQ(r.last_command(0).fail_workflow_execution().failure().cause().message(), "card declined");
}

TEST(workflow, a_result_that_cannot_be_decoded_fails_the_task) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  EXPECT_EQ(r.activate({activity_done(1, 5)}), lines{"task failed: saw 5 in a payload, expected a text"});
}

TEST(workflow, input_that_cannot_be_decoded_fails_the_task) {
  auto r = run_of<activity_then_timer>();
  EXPECT_EQ(r.activate({init(5)}), lines{"task failed: argument 1: saw 5 in a payload, expected a text"});
  EXPECT_EQ(r.activate({init()}), lines{"task failed: saw 0 arguments, expected 1"});
}

TEST(workflow, a_type_that_is_not_registered_fails_the_task_and_says_what_is) {
  run r(settings_for<activity_then_timer>(), "Other");
  EXPECT_EQ(r.activate({init("in")}),
            lines{"task failed: workflow type 'Other' is not registered on this worker; it serves: ActivityThenTimer"});
  EXPECT_EQ(r.last().failed().failure().application_failure_info().type(), "NotFoundError");
}

TEST(workflow, a_report_on_something_never_started_fails_the_task) {
  auto r = run_of<activity_then_timer>();
  r.activate({init("in")});
  EXPECT_EQ(r.activate({fire_timer(9)}),
            lines{"task failed: core reported on timer 9, which this run has not started"});
  EXPECT_EQ(r.activate({activity_done(1, "x")}),
            lines{"task failed: an earlier activation of this run failed; it must be evicted first"});
  EXPECT_EQ(r.activate({evict()}), lines{});
  EXPECT_EQ(r.activate({init("in")}), lines{"activity 1 charge \"in\""});
}

TEST(workflow, bytes_that_are_no_activation_are_answered) {
  instance i(settings_for<activity_then_timer>());
  completion out;
  ASSERT_TRUE(out.ParseFromString(i.activate("\xff\xff")));
  EXPECT_TRUE(out.has_failed());
}

TEST(workflow, moves_between_threads_from_activation_to_activation) {
  auto r = run_of<activity_then_timer>();
  lines out;
  for (auto& jobs : std::vector<std::vector<job>>{{init("in")}, {activity_done(1, "r-7")}, {fire_timer(1)}}) {
    std::thread([&] { out.push_back(r.activate(jobs).at(0)); }).join();
  }
  EXPECT_EQ(out, (lines{"activity 1 charge \"in\"", "timer 1 5000ms", "complete \"r-7\""}));
}

// Signals, a condition with a timeout, an update with a validator.
class approval {
 public:
  wf::task<std::string> run() {
    const bool in_time = co_await wf::wait_condition([this] { return approved_; }, 24h);
    if (!in_time) throw application_failure("not approved").type("Rejected").non_retryable();
    co_return by_;
  }
  void approve(std::string by) {
    by_ += by;
    approved_ = true;
  }
  wf::task<void> slowly(std::string by) {
    co_await wf::sleep(1s);
    approve(by);
  }
  std::string by() const { return by_; }
  std::string rename(std::string to) {
    std::swap(by_, to);
    return to;
  }
  void check_name(const std::string& to) const {
    if (to.empty()) throw application_failure("empty name");
  }
  static void define(wf::definition<approval>& d) {
    d.name("Approval")
        .signal("approve", &approval::approve)
        .signal("slowly", &approval::slowly)
        .query("by", &approval::by, "who approved")
        .update("rename", &approval::rename, &approval::check_name);
  }

 private:
  bool approved_ = false;
  std::string by_;
};

TEST(workflow, a_condition_that_holds_in_time_cancels_its_timer) {
  auto r = run_of<approval>();
  EXPECT_EQ(r.activate({init()}), lines{"timer 1 86400000ms"});
  EXPECT_EQ(r.activate({signal("approve", "ann")}), (lines{"cancel timer 1", "complete \"ann\""}));
  r.expect_same_in_replay();
}

TEST(workflow, a_condition_whose_time_is_up_is_false) {
  auto r = run_of<approval>();
  r.activate({init()});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"fail not approved"});
  const auto& info = r.last_command(0).fail_workflow_execution().failure().application_failure_info();
  EXPECT_EQ(info.type(), "Rejected");
  EXPECT_TRUE(info.non_retryable());
}

TEST(workflow, signals_of_the_first_task_are_handled_before_the_first_step) {
  auto r = run_of<approval>();
  EXPECT_EQ(r.activate({init(), signal("approve", "ann"), signal("approve", "bob")}), lines{"complete \"annbob\""});
}

TEST(workflow, a_signal_without_handler_is_kept_and_one_that_cannot_be_decoded_is_dropped) {
  auto settings = settings_for<approval>();
  lines logged;
  settings->log = [&logged](const log_line& l) { logged.push_back(l.message); };
  run r(settings, "Approval");
  EXPECT_EQ(r.activate({init(), signal("other", 1), signal("approve", 5)}), lines{"timer 1 86400000ms"});
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_NE(logged[0].find("signal 'approve' is dropped"), std::string::npos);
}

TEST(workflow, an_update_is_accepted_and_completed_or_rejected) {
  auto r = run_of<approval>();
  EXPECT_EQ(r.activate({init(), update("rename", "ann")}),
            (lines{"accepted p-rename", "completed p-rename \"\"", "timer 1 86400000ms"}));
  EXPECT_EQ(r.activate({update("rename", "")}), lines{"rejected p-rename empty name"});
  EXPECT_EQ(r.activate({update("rename", 5)}),
            lines{"rejected p-rename argument 1: saw 5 in a payload, expected a text"});
  EXPECT_EQ(r.activate({update("nothing")}),
            lines{"rejected p-nothing update 'nothing' has no handler in workflow type 'Approval'"});
  EXPECT_EQ(r.activate({query("by")}), lines{"answer q \"ann\""});
}

TEST(workflow, queries_fail_alone) {
  auto r = run_of<approval>();
  r.activate({init()});
  EXPECT_EQ(r.activate({query("nothing")}),
            lines{"query failed query 'nothing' has no handler in workflow type 'Approval'; it has by"});
  EXPECT_EQ(r.activate({query("by", 1)}), lines{"query failed saw 1 argument, expected 0"});
  EXPECT_EQ(r.activate({query("by")}), lines{"answer q \"\""});
}

TEST(workflow, built_in_queries_tell_handlers_and_pending_operations) {
  auto r = run_of<approval>();
  r.activate({init()});
  EXPECT_EQ(r.activate({query("__stack_trace")}),
            lines{"answer q \"waiting for condition\\nwaiting for timer of 86400000 ms\\n\""});
  const auto metadata = r.activate({query("__temporal_workflow_metadata")}).at(0);
  EXPECT_NE(metadata.find("\"type\":\"Approval\""), std::string::npos) << metadata;
  EXPECT_NE(metadata.find("{\"name\":\"by\",\"description\":\"who approved\"}"), std::string::npos) << metadata;
}

class buggy {
 public:
  wf::task<> run() {
    try {
      co_await wf::sleep(1s);
      throw std::runtime_error("a bug");
    } catch (const failure&) {
      co_return;
    }
  }
  static void define(wf::definition<buggy>& d) { d.name("Buggy"); }
};

TEST(workflow, an_exception_that_is_no_failure_fails_only_the_task) {
  auto r = run_of<buggy>();
  EXPECT_EQ(r.activate({init()}), lines{"timer 1 1000ms"});
  EXPECT_EQ(r.activate({fire_timer(1)}), lines{"task failed: a bug"});
  EXPECT_EQ(r.last().failed().failure().application_failure_info().type(), "std::runtime_error");
}

}  // namespace
}  // namespace temporal::workflow::testing
