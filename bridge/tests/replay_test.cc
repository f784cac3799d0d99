#include <string>

#include "bridge_fixture.h"
#include "temporal/api/history/v1/message.pb.h"
#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

namespace bridge_test {
namespace {

namespace api = temporal::api;
using coresdk::workflow_activation::RemoveFromCache;
using coresdk::workflow_activation::WorkflowActivation;
using coresdk::workflow_completion::WorkflowActivationCompletion;

api::history::v1::HistoryEvent& append(api::history::v1::History& history, api::enums::v1::EventType type) {
  auto& event = *history.add_events();
  event.set_event_id(history.events_size());
  event.set_event_type(type);
  event.mutable_event_time()->set_seconds(1'700'000'000 + history.events_size());
  return event;
}

void append_task(api::history::v1::History& history) {
  append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
      .mutable_workflow_task_scheduled_event_attributes();
  const auto scheduled = history.events_size();
  append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_STARTED)
      .mutable_workflow_task_started_event_attributes()
      ->set_scheduled_event_id(scheduled);
  auto& task = *append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                    .mutable_workflow_task_completed_event_attributes();
  task.set_scheduled_event_id(scheduled);
  task.set_started_event_id(scheduled + 1);
}

// A workflow that waited for so many timers, one after the other, and has not ended.
api::history::v1::History timers_history(int count) {
  api::history::v1::History history;
  auto& started = *append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                       .mutable_workflow_execution_started_event_attributes();
  started.mutable_workflow_type()->set_name("timers");
  started.mutable_task_queue()->set_name("q");
  started.set_original_execution_run_id("run-1");
  append_task(history);
  for (int i = 1; i <= count; ++i) {
    auto& timer = *append(history, api::enums::v1::EVENT_TYPE_TIMER_STARTED).mutable_timer_started_event_attributes();
    timer.set_timer_id(std::to_string(i));
    timer.mutable_start_to_fire_timeout()->set_seconds(1);
    timer.set_workflow_task_completed_event_id(history.events_size() - 1);
    auto& fired = *append(history, api::enums::v1::EVENT_TYPE_TIMER_FIRED).mutable_timer_fired_event_attributes();
    fired.set_timer_id(std::to_string(i));
    fired.set_started_event_id(history.events_size() - 1);
    append_task(history);
  }
  history.mutable_events()->RemoveLast();  // the last task is under way
  return history;
}

// A workflow that completed in its first task.
api::history::v1::History completed_history() {
  api::history::v1::History history;
  auto& started = *append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_EXECUTION_STARTED)
                       .mutable_workflow_execution_started_event_attributes();
  started.mutable_workflow_type()->set_name("done_at_once");
  started.mutable_task_queue()->set_name("q");
  started.set_original_execution_run_id("run-1");
  append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)
      .mutable_workflow_task_scheduled_event_attributes();
  append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_STARTED)
      .mutable_workflow_task_started_event_attributes()
      ->set_scheduled_event_id(2);
  auto& task = *append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                    .mutable_workflow_task_completed_event_attributes();
  task.set_scheduled_event_id(2);
  task.set_started_event_id(3);
  append(history, api::enums::v1::EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED)
      .mutable_workflow_execution_completed_event_attributes()
      ->set_workflow_task_completed_event_id(4);
  return history;
}

class replay : public runtime_fixture {
 protected:
  void SetUp() override {
    runtime_fixture::SetUp();
    ASSERT_EQ(tcb_replay_new(runtime, slice("{}"), &handle, &error), TCB_OK) << take(error);
  }

  void TearDown() override {
    tcb_replay_free(handle);
    runtime_fixture::TearDown();
  }

  // What begin or step gave out; the default one when it is nothing or no activation.
  WorkflowActivation given() {
    WorkflowActivation activation;
    const std::string bytes = take(buffer);
    EXPECT_TRUE(activation.ParseFromString(bytes));
    return activation;
  }

  WorkflowActivation begin(const api::history::v1::History& history) {
    EXPECT_EQ(tcb_replay_begin(handle, slice("workflow-1"), slice(history.SerializeAsString()), &buffer, &error),
              TCB_OK)
        << take(error);
    return given();
  }

  WorkflowActivation answer(const WorkflowActivationCompletion& completion) {
    EXPECT_EQ(tcb_replay_step(handle, slice(completion.SerializeAsString()), &buffer, &error), TCB_OK) << take(error);
    return given();
  }

  // Answers the first activation with `reply`, then the eviction with nothing, and returns the eviction.
  RemoveFromCache verdict(WorkflowActivationCompletion reply) {
    const auto first = begin(completed_history());
    EXPECT_TRUE(first.jobs_size() == 1 && first.jobs(0).has_initialize_workflow()) << first.DebugString();
    EXPECT_TRUE(first.is_replaying());
    EXPECT_EQ(first.run_id(), "run-1");
    reply.set_run_id(first.run_id());
    const auto last = answer(reply);
    EXPECT_TRUE(last.jobs_size() == 1 && last.jobs(0).has_remove_from_cache()) << last.DebugString();
    WorkflowActivationCompletion nothing;
    nothing.set_run_id(first.run_id());
    nothing.mutable_successful();
    EXPECT_EQ(answer(nothing).jobs_size(), 0);
    return last.jobs_size() == 1 ? last.jobs(0).remove_from_cache() : RemoveFromCache();
  }

  WorkflowActivationCompletion same_commands() {
    WorkflowActivationCompletion same;
    same.mutable_successful()->add_commands()->mutable_complete_workflow_execution();
    return same;
  }

  tcb_replay* handle = nullptr;
  tcb_buf buffer{};
};

TEST_F(replay, of_the_same_commands_ends_in_a_requested_eviction) {
  const auto eviction = verdict(same_commands());
  EXPECT_EQ(eviction.reason(), RemoveFromCache::LANG_REQUESTED) << eviction.message();
}

TEST_F(replay, of_other_commands_ends_in_nondeterminism) {
  WorkflowActivationCompletion other;
  auto& timer = *other.mutable_successful()->add_commands()->mutable_start_timer();
  timer.set_seq(1);
  timer.mutable_start_to_fire_timeout()->set_seconds(1);
  const auto eviction = verdict(other);
  EXPECT_EQ(eviction.reason(), RemoveFromCache::NONDETERMINISM) << eviction.message();
  EXPECT_FALSE(eviction.message().empty());
}

// Starts timer after timer; in the task of number `other_at` an activity instead.
TEST_F(replay, of_a_long_history_finds_the_difference_wherever_it_is) {
  constexpr int timers = 400;
  for (const int other_at : {0, 1, 19, 20, 21, 200, 398, 399, timers}) {
    auto activation = begin(timers_history(timers));
    int tasks = 0;
    while (!activation.jobs(0).has_remove_from_cache()) {
      WorkflowActivationCompletion reply;
      reply.set_run_id(activation.run_id());
      auto& command = *reply.mutable_successful()->add_commands();
      if (tasks == other_at) {
        auto& activity = *command.mutable_schedule_activity();
        activity.set_seq(1);
        activity.set_activity_id("1");
        activity.set_activity_type("other");
        activity.set_task_queue("q");
        activity.mutable_start_to_close_timeout()->set_seconds(1);
      } else {
        command.mutable_start_timer()->set_seq(static_cast<std::uint32_t>(tasks + 1));
        command.mutable_start_timer()->mutable_start_to_fire_timeout()->set_seconds(1);
      }
      ++tasks;
      activation = answer(reply);
      ASSERT_EQ(activation.jobs_size(), 1);
    }
    // The commands of the last task, which is under way, may be any.
    const auto expected = other_at == timers ? RemoveFromCache::LANG_REQUESTED : RemoveFromCache::NONDETERMINISM;
    EXPECT_EQ(activation.jobs(0).remove_from_cache().reason(), expected) << other_at;
    EXPECT_EQ(tasks, other_at + 1);
    WorkflowActivationCompletion nothing;
    nothing.set_run_id(activation.run_id());
    nothing.mutable_successful();
    EXPECT_EQ(answer(nothing).jobs_size(), 0);
  }
}

TEST_F(replay, of_a_history_may_be_repeated) {
  for (int i = 0; i < 3; ++i) EXPECT_EQ(verdict(same_commands()).reason(), RemoveFromCache::LANG_REQUESTED);
}

TEST_F(replay, that_is_given_up_does_not_stop_the_next) {
  begin(completed_history());
  EXPECT_EQ(verdict(same_commands()).reason(), RemoveFromCache::LANG_REQUESTED);
}

TEST_F(replay, refuses_a_history_that_is_none) {
  auto history = completed_history();
  history.mutable_events(0)->mutable_workflow_execution_started_event_attributes()->clear_original_execution_run_id();
  EXPECT_EQ(tcb_replay_begin(handle, slice("w"), slice(history.SerializeAsString()), &buffer, &error),
            static_cast<tcb_status>(TCB_ERROR));
  EXPECT_EQ(take(error), "history of workflow w: event 1 has no original_execution_run_id");
  EXPECT_EQ(verdict(same_commands()).reason(), RemoveFromCache::LANG_REQUESTED);
}

TEST_F(replay, refuses_an_answer_to_nothing) {
  EXPECT_EQ(tcb_replay_step(handle, slice(same_commands().SerializeAsString()), &buffer, &error),
            static_cast<tcb_status>(TCB_ERROR));
  EXPECT_NE(take(error).find("no replay under way"), std::string::npos);
}

TEST_F(replay, reports_a_malformed_completion_and_goes_on_with_the_next_history) {
  begin(completed_history());
  WorkflowActivationCompletion malformed;
  malformed.set_run_id("run-1");
  EXPECT_EQ(tcb_replay_step(handle, slice(malformed.SerializeAsString()), &buffer, &error),
            static_cast<tcb_status>(TCB_ERROR));
  EXPECT_NE(take(error).find("malformed"), std::string::npos);
  EXPECT_EQ(verdict(same_commands()).reason(), RemoveFromCache::LANG_REQUESTED);
}

}  // namespace
}  // namespace bridge_test
