#include "headroom/temporal/client/schedule_handle.h"
#include "headroom/temporal/client/visibility.h"
#include "headroom/temporal/common/json_payload.h"
#include "headroom/temporal/testing/history_json.h"
#include "headroom/temporal/tests_server/sdk_test.h"
#include "headroom/temporal/workflow/workflow.h"

namespace temporal::tests {
namespace {

namespace wf = temporal::workflow;

const auto customer = search_attribute_key<std::string>::keyword("Customer");
const auto amount = search_attribute_key<std::int64_t>::of("Amount");

class order {
 public:
  wf::task<std::int64_t> run(std::int64_t value) {
    const bool finished = co_await wf::wait_condition([this] { return done_; }, 1h);
    co_return finished ? value : -1;
  }
  void finish() { done_ = true; }
  static void define(wf::definition<order>& d) { d.name("order").signal("finish", &order::finish); }

 private:
  bool done_ = false;
};

class client_calls : public sdk_test {
 protected:
  void SetUp() override {
    sdk_test::SetUp();
    with_workflow<order>();
    serve();
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(client_calls);

TEST_P(client_calls, describe_shows_what_the_start_said) {
  const auto id = new_id();
  const auto handle = replay_later(on().start(&order::run,
                                              options(id)
                                                  .execution_timeout(1h)
                                                  .run_timeout(30min)
                                                  .task_timeout(5s)
                                                  .memo("note", std::string("fragile"))
                                                  .search_attribute(customer, std::string("ada"))
                                                  .search_attribute(amount, 12)
                                                  .static_summary("one order")
                                                  .static_details("with many words"),
                                              1));
  const auto seen = handle.describe();
  EXPECT_EQ(seen.summary.execution, (workflow_execution{id, handle.first_run_id()}));
  EXPECT_EQ(seen.summary.workflow_type, "order");
  EXPECT_EQ(seen.summary.task_queue, queue());
  EXPECT_EQ(seen.summary.status, workflow_status::running);
  EXPECT_EQ(from_payload<std::string>(seen.summary.memo.at("note")), "fragile");
  EXPECT_EQ(seen.summary.search_attributes.get(customer), "ada");
  EXPECT_EQ(seen.summary.search_attributes.get(amount), 12);
  EXPECT_EQ(seen.execution_timeout, duration(1h));
  EXPECT_EQ(seen.run_timeout, duration(30min));
  EXPECT_EQ(seen.task_timeout, duration(5s));
  ASSERT_TRUE(seen.static_summary && seen.static_details);
  EXPECT_EQ(from_payload<std::string>(*seen.static_summary), "one order");
  EXPECT_EQ(from_payload<std::string>(*seen.static_details), "with many words");
  handle.terminate();
}

TEST_P(client_calls, a_list_gives_all_pages_and_a_count_agrees) {
  const auto name = std::string("customer-") + queue().substr(queue().size() - 8);
  for (int i = 0; i < 5; ++i) {
    static_cast<void>(on().start(&order::run, options(new_id()).search_attribute(customer, name), i));
  }
  const std::string query = "Customer = '" + name + "'";
  EXPECT_TRUE(eventually([&] { return count_workflows(on(), query).count == 5; }, "five workflows counted"));
  const auto page = list_workflows(on(), {.query = query, .page_size = 2, .page_token = {}});
  EXPECT_EQ(page.workflows.size(), 2U);
  EXPECT_FALSE(page.next_page_token.empty());
  int seen = 0;
  for_each_workflow(on(), query, [&](const workflow_summary& summary) {
    EXPECT_EQ(summary.workflow_type, "order");
    on().handle(summary.execution.workflow_id).terminate();
    return ++seen < 10;
  });
  EXPECT_EQ(seen, 5);
  const auto grouped = count_workflows(on(), query + " GROUP BY ExecutionStatus");
  EXPECT_FALSE(grouped.groups.empty());
}

TEST_P(client_calls, the_id_policies_decide_what_a_second_start_does) {
  const auto id = new_id();
  const auto first = on().start(&order::run, options(id), 1);
  try {
    static_cast<void>(on().start(&order::run, options(id), 1));
    FAIL() << "started twice";
  } catch (const workflow_already_started_error& error) {
    EXPECT_EQ(error.run_id(), first.first_run_id());
  }
  const auto same = on().start(&order::run, options(id).conflict_policy(id_conflict_policy::use_existing), 1);
  EXPECT_EQ(same.first_run_id(), first.first_run_id());
  const auto other = on().start(&order::run, options(id).conflict_policy(id_conflict_policy::terminate_existing), 1);
  EXPECT_NE(other.first_run_id(), first.first_run_id());
  other.signal(&order::finish);
  EXPECT_EQ(other.result({.timeout = 20s}), 1);
  EXPECT_THROW(
      static_cast<void>(on().start(&order::run, options(id).reuse_policy(id_reuse_policy::reject_duplicate), 1)),
      workflow_already_started_error);
  EXPECT_THROW(static_cast<void>(
                   on().start(&order::run, options(id).reuse_policy(id_reuse_policy::allow_duplicate_failed_only), 1)),
               workflow_already_started_error);
}

TEST_P(client_calls, a_start_without_id_or_queue_says_which_is_missing) {
  EXPECT_THROW(static_cast<void>(on().start(&order::run, start_options{}.task_queue("q"), 1)), configuration_error);
  EXPECT_THROW(static_cast<void>(on().start(&order::run, start_options{}.id("i"), 1)), configuration_error);
}

TEST_P(client_calls, a_delayed_start_waits) {
  const auto handle = on().start(&order::run, options(new_id()).start_delay(1h), 1);
  const auto summary = handle.describe().summary;
  EXPECT_GE(summary.execution_time - summary.start_time, duration(50min));
  handle.terminate();
}

TEST_P(client_calls, a_reset_runs_again_from_that_task) {
  const auto handle = replay_later(on().start(&order::run, options(new_id()), 5));
  handle.signal(&order::finish);
  EXPECT_EQ(handle.result({.timeout = 20s}), 5);
  const auto second_run = handle.reset(4, "once more");
  EXPECT_NE(second_run, handle.first_run_id());
  EXPECT_EQ(on().handle(handle.id(), second_run).result<std::int64_t>({.timeout = 20s}), 5)
      << "the signal after the reset point is applied again";
}

TEST_P(client_calls, a_deletion_is_taken_for_what_exists_and_refused_for_what_does_not) {
  const auto handle = on().start(&order::run, options(new_id()), 5);
  handle.terminate();
  EXPECT_NO_THROW(handle.delete_execution());
  EXPECT_THROW(on().handle(new_id()).delete_execution(), not_found_error);
}

TEST_P(client_calls, a_history_goes_through_json_and_back) {
  const auto handle = start(&order::run, 5);
  handle.signal(&order::finish);
  EXPECT_EQ(handle.result({.timeout = 20s}), 5);
  const auto history = handle.fetch_history();
  const auto read_back = testing::history_from_json(testing::to_json(history), history.workflow_id);
  EXPECT_EQ(read_back.bytes.size(), history.bytes.size());
  const auto replayed = the_replayer().replay(read_back);
  EXPECT_TRUE(replayed.ok()) << *replayed.problem;
}

TEST_P(client_calls, a_client_interceptor_sees_and_changes_calls) {
  struct adds_header final : client_outbound {
    using client_outbound::client_outbound;
    workflow_execution start_workflow(start_workflow_input input) override {
      input.headers["tracer"] = to_payload(std::string("t-1"));
      input.arguments = to_payloads(77);
      return client_outbound::start_workflow(std::move(input));
    }
  };
  struct tracer final : client_interceptor {
    std::unique_ptr<client_outbound> intercept(std::unique_ptr<client_outbound> next) override {
      return std::make_unique<adds_header>(std::move(next));
    }
  };
  client_options how;
  how.interceptors.push_back(std::make_shared<tracer>());
  const auto traced = client::connect(on_runtime(), connect_options{}.target(target()), how);
  const auto handle = replay_later(traced.start(&order::run, options(new_id()), 5));
  handle.signal(&order::finish);
  EXPECT_EQ(handle.result({.timeout = 20s}), 77);
  EXPECT_NE(handle.fetch_history().bytes.find("tracer"), std::string::npos);
}

class schedules : public client_calls {
 protected:
  schedule daily() {
    schedule what;
    what.action = client::input_of(&order::run, options(new_id("scheduled")), 3);
    what.spec.calendars.push_back({.hour = {{9, 9, 1}}, .comment = "each morning"});
    what.policies.overlap = schedule_overlap::allow_all;
    return what;
  }
};
TEMPORAL_WITH_AND_WITHOUT_CACHE(schedules);

TEST_P(schedules, one_is_created_described_changed_triggered_paused_and_deleted) {
  const auto id = new_id("schedule");
  const auto handle = create_schedule(on(), id, daily());
  EXPECT_THROW(create_schedule(on(), id, daily()), schedule_already_exists_error);

  auto seen = handle.describe();
  ASSERT_EQ(seen.schedule.spec.calendars.size(), 1U);
  EXPECT_EQ(seen.schedule.spec.calendars[0].hour, (std::vector<schedule_range>{{9, 9, 1}}));
  EXPECT_EQ(seen.schedule.action.workflow_type, "order");
  EXPECT_FALSE(seen.info.next_action_times.empty());

  handle.update([](schedule& what) {
    what.spec.intervals.push_back({1h, 5min});
    what.state.note = "changed";
    return true;
  });
  seen = handle.describe();
  EXPECT_EQ(seen.schedule.spec.intervals, (std::vector<schedule_interval>{{1h, 5min}}));
  EXPECT_EQ(seen.schedule.state.note, "changed");

  handle.pause("holiday");
  EXPECT_TRUE(handle.describe().schedule.state.paused);
  handle.unpause();
  EXPECT_FALSE(handle.describe().schedule.state.paused);

  handle.trigger();
  EXPECT_TRUE(eventually([&] { return !handle.describe().info.recent_actions.empty(); }, "the action has run"));
  const auto started = handle.describe().info.recent_actions[0].started;
  on().handle(started.workflow_id).signal(&order::finish);
  EXPECT_EQ(on().handle(started.workflow_id).result<std::int64_t>({.timeout = 20s}), 3);

  handle.delete_schedule();
  EXPECT_THROW(static_cast<void>(handle.describe()), not_found_error);
}

TEST_P(schedules, a_backfill_does_what_was_missed) {
  const auto handle = create_schedule(on(), new_id("schedule"), daily());
  const auto day = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()) - std::chrono::days(3);
  handle.backfill({{day, day + std::chrono::days(2), schedule_overlap::allow_all}});
  EXPECT_TRUE(eventually([&] { return handle.describe().info.action_count == 2; }, "two days made up for"));
  for (const auto& action : handle.describe().info.recent_actions) on().handle(action.started.workflow_id).terminate();
  handle.delete_schedule();
}

TEST_P(schedules, a_list_names_it) {
  const auto id = new_id("schedule");
  const auto handle = create_schedule(on(), id, daily());
  EXPECT_TRUE(eventually(
      [&] {
        bool found = false;
        for_each_schedule(on(), {}, [&](const schedule_list_entry& entry) {
          found = found || (entry.id == id && entry.workflow_type == "order");
          return !found;
        });
        return found;
      },
      "the schedule is listed"));
  handle.delete_schedule();
}

}  // namespace
}  // namespace temporal::tests
