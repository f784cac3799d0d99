#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/workflow/tests/harness.h"

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

// The commands for children and other workflows with all their fields, and every job that answers them.
namespace temporal::workflow::testing {
namespace {

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

}  // namespace
}  // namespace temporal::workflow::testing
