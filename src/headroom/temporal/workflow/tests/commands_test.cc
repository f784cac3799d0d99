#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

// Every kind of command with all its fields, and every job that answers it.
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

class parent {
 public:
  wf::task<std::string> run() {
    search_attributes attributes;
    attributes.set(search_attribute_key<std::string>::keyword("K"), std::string("v"));
    auto child = wf::start_child<std::string>("Child",
                                              wf::child_options{}
                                                  .workflow_id("c")
                                                  .task_queue("q")
                                                  .execution_timeout(3s)
                                                  .run_timeout(2s)
                                                  .task_timeout(1s)
                                                  .retry(temporal::retry_policy{})
                                                  .cron_schedule("* * * * *")
                                                  .parent_close(wf::parent_close::request_cancel)
                                                  .id_reuse(wf::id_reuse::reject_duplicate)
                                                  .cancellation(wf::child_cancellation::wait_requested)
                                                  .memo("m", 1)
                                                  .search_attributes(attributes)
                                                  .priority({.key = 1})
                                                  .summary("short")
                                                  .details("long"),
                                              "in");
    try {
      co_await child.started();
    } catch (const workflow_already_started& e) {
      co_return "exists: " + e.workflow_id();
    }
    co_await child.signal("go", child.run_id());
    co_return co_await child;
  }
  static void define(wf::definition<parent>& d) { d.name("W"); }
};

TEST(commands, a_child_carries_all_its_options_starts_takes_a_signal_and_ends) {
  auto r = run_of<parent>();
  ASSERT_EQ(r.activate({init()}), lines{"child 1 Child \"in\""});
  const auto& c = r.last_command(0).start_child_workflow_execution();
  EXPECT_EQ(c.namespace_(), "ns");
  EXPECT_EQ(c.workflow_id(), "c");
  EXPECT_EQ(c.task_queue(), "q");
  EXPECT_EQ(c.workflow_execution_timeout().seconds(), 3);
  EXPECT_EQ(c.workflow_run_timeout().seconds(), 2);
  EXPECT_EQ(c.workflow_task_timeout().seconds(), 1);
  EXPECT_TRUE(c.has_retry_policy());
  EXPECT_EQ(c.cron_schedule(), "* * * * *");
  EXPECT_EQ(c.parent_close_policy(), coresdk::child_workflow::PARENT_CLOSE_POLICY_REQUEST_CANCEL);
  EXPECT_EQ(c.workflow_id_reuse_policy(), temporal::api::enums::v1::WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
  EXPECT_EQ(c.cancellation_type(), coresdk::child_workflow::WAIT_CANCELLATION_REQUESTED);
  EXPECT_EQ(c.memo().at("m").data(), "1");
  EXPECT_EQ(c.search_attributes().indexed_fields().at("K").data(), "\"v\"");
  EXPECT_EQ(c.priority().priority_key(), 1);
  EXPECT_EQ(r.last_command(0).user_metadata().summary().data(), "\"short\"");
  EXPECT_EQ(r.last_command(0).user_metadata().details().data(), "\"long\"");
  EXPECT_EQ(r.activate({child_started(1, "cr")}), lines{"signal 1 go to child c \"cr\""});
  EXPECT_EQ(r.activate({signal_resolved(1)}), lines{});
  EXPECT_EQ(r.activate({child_done(1, "out")}), lines{"complete \"out\""});
  r.expect_same_in_replay();
}

TEST(commands, a_child_whose_id_is_taken_throws_at_its_start) {
  auto r = run_of<parent>();
  r.activate({init()});
  EXPECT_EQ(r.activate({child_exists(1)}), lines{"complete \"exists: c\""});
}

TEST(commands, a_child_is_cancelled_and_its_failure_carried_on) {
  auto r = run_of<parent>();
  r.activate({init()});
  r.activate({child_started(1)});
  r.activate({signal_resolved(1)});
  EXPECT_EQ(r.activate({cancel()}), lines{"cancel child 1"});
  EXPECT_EQ(r.activate({child_failed(1, "inner")}), lines{"fail "});
  EXPECT_EQ(r.last_command(0).fail_workflow_execution().failure().cause().message(), "inner");
}

class to_others {
 public:
  wf::task<std::string> run() {
    const wf::external_workflow other("other", "its-run");
    co_await other.signal("poke", 1, 2);
    co_await other.cancel("why");
    try {
      co_await other.signal("poke");
    } catch (const failure& f) {
      co_return f.what();
    }
    co_return "";
  }
  static void define(wf::definition<to_others>& d) { d.name("W"); }
};

TEST(commands, other_workflows_are_signalled_and_cancelled) {
  auto r = run_of<to_others>();
  EXPECT_EQ(r.activate({init()}), lines{"signal 1 poke to other 1 2"});
  EXPECT_EQ(r.last_command(0).signal_external_workflow_execution().workflow_execution().run_id(), "its-run");
  EXPECT_EQ(r.activate({signal_resolved(1)}), lines{"cancel external 1 other"});
  EXPECT_EQ(r.last_command(0).request_cancel_external_workflow_execution().reason(), "why");
  EXPECT_EQ(r.activate({external_cancel_resolved(1)}), lines{"signal 2 poke to other"});
  EXPECT_EQ(r.activate({signal_not_delivered(2, "no such workflow")}), lines{"complete \"no such workflow\""});
  r.expect_same_in_replay();
}

class patching {
 public:
  wf::task<std::string> run() {
    std::string out = wf::patched("p") ? "new" : "old";
    out += wf::patched("p") ? "new" : "old";
    co_await wf::sleep(1s);
    wf::deprecate_patch("d");
    out += wf::patched("q") ? "new" : "old";
    co_return out;
  }
  static void define(wf::definition<patching>& d) { d.name("W"); }
};

TEST(commands, a_new_run_takes_the_patch_and_marks_it_once) {
  auto r = run_of<patching>();
  EXPECT_EQ(r.activate({init()}), (lines{"patch p", "timer 1 1000ms"}));
  EXPECT_EQ(r.activate({fire_timer(1)}), (lines{"patch d deprecated", "patch q", "complete \"newnewnew\""}));
}

TEST(commands, a_replay_takes_only_patches_that_history_marks) {
  auto r = run_of<patching>();
  r.replaying = true;
  EXPECT_EQ(r.activate({init(), patch("q")}), lines{"timer 1 1000ms"});
  r.replaying = false;
  EXPECT_EQ(r.activate({fire_timer(1)}), (lines{"patch d deprecated", "patch q", "complete \"oldoldnew\""}));
}

class again {
 public:
  wf::task<> run(int n) {
    try {
      if (n == 0) wf::continue_as_new({}, n + 1);
      search_attributes attributes;
      attributes.set(search_attribute_key<bool>::of("B"), true);
      wf::continue_as_new(&again::run,
                          wf::continue_as_new_options{}
                              .task_queue("q")
                              .run_timeout(5s)
                              .task_timeout(4s)
                              .retry(temporal::retry_policy{})
                              .memo("m", "x")
                              .search_attributes(attributes),
                          n + 1);
    } catch (const std::exception&) {
      ADD_FAILURE() << "continue_as_new was swallowed";
    }
    co_return;
  }
  static void define(wf::definition<again>& d) { d.name("Again"); }
};

TEST(commands, the_next_run_gets_what_is_given_and_nothing_else) {
  auto plain = run_of<again>();
  EXPECT_EQ(plain.activate({init(0)}), lines{"continue as new 1"});
  const auto& bare = plain.last_command(0).continue_as_new_workflow_execution();
  EXPECT_EQ(bare.workflow_type(), "Again");
  EXPECT_EQ(bare.task_queue(), "");
  EXPECT_FALSE(bare.has_workflow_run_timeout() || bare.has_retry_policy() || bare.has_search_attributes());
  auto full = run_of<again>();
  EXPECT_EQ(full.activate({init(1)}), lines{"continue as new 2"});
  const auto& c = full.last_command(0).continue_as_new_workflow_execution();
  EXPECT_EQ(c.task_queue(), "q");
  EXPECT_EQ(c.workflow_run_timeout().seconds(), 5);
  EXPECT_EQ(c.workflow_task_timeout().seconds(), 4);
  EXPECT_TRUE(c.has_retry_policy());
  EXPECT_EQ(c.memo().at("m").data(), "\"x\"");
  EXPECT_EQ(c.search_attributes().indexed_fields().at("B").data(), "true");
}

class visible {
 public:
  wf::task<std::string> run() {
    const auto key = search_attribute_key<std::int64_t>::of("I");
    wf::upsert_search_attribute(key, std::int64_t{5});
    wf::upsert_memo("m", std::string("x"));
    wf::set_current_details("busy");
    std::string out = std::to_string(*wf::current_info().search_attributes.get(key)) + *wf::memo<std::string>("m");
    wf::remove_search_attribute(key);
    wf::upsert_memo("m", std::optional<int>());
    if (wf::current_info().search_attributes.empty() && !wf::memo<std::string>("m")) out += " gone";
    co_return out;
  }
  static void define(wf::definition<visible>& d) { d.name("W"); }
};

TEST(commands, search_attributes_and_memo_are_set_read_and_removed) {
  auto r = run_of<visible>();
  EXPECT_EQ(r.activate({init()}),
            (lines{"search attributes", "memo", "search attributes", "memo", "complete \"5x gone\""}));
  const auto& set = r.last_command(0).upsert_workflow_search_attributes().search_attributes().indexed_fields().at("I");
  EXPECT_EQ(set.data(), "5");
  EXPECT_EQ(set.metadata().at("type"), "Int");
  EXPECT_EQ(r.last_command(3).modify_workflow_properties().upserted_memo().fields().at("m").metadata().at("encoding"),
            "binary/null");
}

class deterministic {
 public:
  wf::task<std::string> run() {
    std::string out = wf::uuid4() + " " + std::to_string(wf::random_between(-5, 5)) + " " +
                      std::to_string(wf::now().time_since_epoch().count());
    co_await wf::sleep(1s);
    co_return out + " " + std::to_string(wf::random_word());
  }
  static void define(wf::definition<deterministic>& d) { d.name("W"); }
};

TEST(commands, time_and_randomness_are_the_same_in_every_replay) {
  auto r = run_of<deterministic>();
  r.activate({init()});
  const auto first = r.activate({fire_timer(1)}).at(0);
  EXPECT_EQ(first.at(std::string("complete \"01234567-9012-").size()), '4') << first;
  EXPECT_NE(first.find("1700000000000000000"), std::string::npos) << first;
  r.expect_same_in_replay();
}

}  // namespace
}  // namespace temporal::workflow::testing
