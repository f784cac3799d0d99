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
    ASSERT_EQ(tcb_replay_new(runtime, slice("{}"), &worker, &feeder, &error), TCB_OK) << take(error);
    ASSERT_EQ(tcb_worker_run(worker, 1, &error), TCB_OK) << take(error);
  }

  void TearDown() override {
    tcb_replay_close(feeder);
    tcb_worker_free(worker);
    runtime_fixture::TearDown();
  }

  void push(const api::history::v1::History& history) {
    ASSERT_EQ(tcb_replay_push(feeder, slice("workflow-1"), slice(history.SerializeAsString()), 2, &error), TCB_OK)
        << take(error);
  }

  // The next activation, whatever else is reported before it.
  bool next(WorkflowActivation& activation) {
    while (auto e = pop()) {
      if (e->kind == TCB_KIND_WORKFLOW_ACTIVATION) {
        return e->status == TCB_OK && activation.ParseFromString(e->data);
      }
      EXPECT_EQ(e->status, static_cast<tcb_status>(TCB_OK)) << e->error;
    }
    return false;
  }

  void answer(const WorkflowActivationCompletion& completion) {
    ASSERT_EQ(tcb_worker_complete_wf(worker, slice(completion.SerializeAsString()), 3, &error), TCB_OK) << take(error);
  }

  // Answers the first activation with `reply`, then the eviction with nothing, and returns the eviction.
  RemoveFromCache verdict(WorkflowActivationCompletion reply) {
    WorkflowActivation activation;
    EXPECT_TRUE(next(activation));
    EXPECT_TRUE(activation.jobs_size() == 1 && activation.jobs(0).has_initialize_workflow())
        << activation.DebugString();
    EXPECT_TRUE(activation.is_replaying());
    reply.set_run_id(activation.run_id());
    answer(reply);
    EXPECT_TRUE(next(activation));
    EXPECT_TRUE(activation.jobs_size() == 1 && activation.jobs(0).has_remove_from_cache()) << activation.DebugString();
    WorkflowActivationCompletion nothing;
    nothing.set_run_id(activation.run_id());
    nothing.mutable_successful();
    answer(nothing);
    return activation.jobs_size() == 1 ? activation.jobs(0).remove_from_cache() : RemoveFromCache();
  }

  // Ends the histories and the worker as the README demands.
  void finish() {
    tcb_replay_close(feeder);
    feeder = nullptr;
    while (auto e = pop()) {
      if (e->kind == TCB_KIND_WORKFLOW_ACTIVATION) {
        EXPECT_EQ(e->status, static_cast<tcb_status>(TCB_SHUTDOWN)) << e->error;
        break;
      }
    }
    ASSERT_EQ(tcb_worker_finalize(worker, 4, &error), TCB_OK) << take(error);
    const auto finalized = pop();
    ASSERT_TRUE(finalized);
    EXPECT_EQ(finalized->kind, static_cast<tcb_kind>(TCB_KIND_WORKER_FINALIZED));
    EXPECT_EQ(finalized->status, static_cast<tcb_status>(TCB_OK)) << finalized->error;
    EXPECT_EQ(tcb_worker_validate(worker, 5, &error), static_cast<tcb_status>(TCB_ERROR));
    EXPECT_NE(take(error).find("is finalized"), std::string::npos);
  }

  tcb_worker* worker = nullptr;
  tcb_feeder* feeder = nullptr;
};

TEST_F(replay, of_the_same_commands_ends_in_a_requested_eviction) {
  push(completed_history());
  WorkflowActivationCompletion same;
  same.mutable_successful()->add_commands()->mutable_complete_workflow_execution();
  const auto eviction = verdict(same);
  EXPECT_EQ(eviction.reason(), RemoveFromCache::LANG_REQUESTED) << eviction.message();
  finish();
}

TEST_F(replay, of_other_commands_ends_in_nondeterminism) {
  push(completed_history());
  WorkflowActivationCompletion other;
  auto& timer = *other.mutable_successful()->add_commands()->mutable_start_timer();
  timer.set_seq(1);
  timer.mutable_start_to_fire_timeout()->set_seconds(1);
  const auto eviction = verdict(other);
  EXPECT_EQ(eviction.reason(), RemoveFromCache::NONDETERMINISM) << eviction.message();
  EXPECT_FALSE(eviction.message().empty());
  finish();
}

TEST_F(replay, refuses_a_history_that_is_none) {
  auto history = completed_history();
  history.mutable_events(0)->mutable_workflow_execution_started_event_attributes()->clear_original_execution_run_id();
  EXPECT_EQ(tcb_replay_push(feeder, slice("w"), slice(history.SerializeAsString()), 2, &error),
            static_cast<tcb_status>(TCB_ERROR));
  EXPECT_EQ(take(error), "history of workflow w: event 1 has no original_execution_run_id");
  finish();
}

TEST_F(replay, refuses_to_finalize_a_worker_that_still_polls_and_leaves_it_usable) {
  ASSERT_EQ(tcb_worker_finalize(worker, 4, &error), TCB_OK) << take(error);
  const auto refused = pop();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->kind, static_cast<tcb_kind>(TCB_KIND_WORKER_FINALIZED));
  EXPECT_EQ(refused->status, static_cast<tcb_status>(TCB_ERROR));
  EXPECT_NE(refused->error.find("still use the worker"), std::string::npos) << refused->error;
  finish();
}

TEST_F(replay, reports_a_malformed_completion) {
  WorkflowActivationCompletion malformed;
  malformed.set_run_id("unknown-run");
  answer(malformed);
  const auto completed = pop();
  ASSERT_TRUE(completed);
  EXPECT_EQ(completed->kind, static_cast<tcb_kind>(TCB_KIND_WORKFLOW_COMPLETED));
  EXPECT_EQ(completed->status, static_cast<tcb_status>(TCB_ERROR));
  EXPECT_NE(completed->error.find("malformed"), std::string::npos) << completed->error;
  finish();
}

}  // namespace
}  // namespace bridge_test
