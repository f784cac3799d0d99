#include <functional>
#include <string>
#include <vector>

#include "bridge_fixture.h"
#include "loopback.h"

namespace bridge_test {
namespace {

class panics : public runtime_fixture {
 protected:
  void SetUp() override {
    runtime_fixture::SetUp();
    ASSERT_TRUE(port.ok());
    conn = lazy_connection(port.url());
    ASSERT_NE(conn, nullptr);
    ASSERT_EQ(tcb_replay_new(runtime, slice("{}"), &worker, &feeder, &error), TCB_OK) << take(error);
    ASSERT_EQ(tcb_metric_new(runtime, slice(R"({"kind": "gauge", "name": "g"})"), &metric, &error), TCB_OK)
        << take(error);
  }

  void TearDown() override {
    tcb_metric_free(metric);
    tcb_replay_close(feeder);
    end_worker();
    tcb_conn_free(conn);
    runtime_fixture::TearDown();
  }

  // Core gives back all that a worker holds only when it was polled to its end and finalized.
  void end_worker() {
    if (tcb_worker_run(worker, 90, nullptr) == TCB_OK) {
      EXPECT_EQ(tcb_worker_initiate_shutdown(worker, &error), TCB_OK) << take(error);
      const auto ended = pop();
      EXPECT_TRUE(ended && ended->status == TCB_SHUTDOWN);
    }
    EXPECT_EQ(tcb_worker_finalize(worker, 91, &error), TCB_OK) << take(error);
    const auto finalized = pop();
    EXPECT_TRUE(finalized && finalized->status == TCB_OK) << (finalized ? finalized->error : "no event");
    tcb_worker_free(worker);
  }

  void arm(const std::string& function, std::uint32_t where) {
    ASSERT_EQ(tcb_test_inject_panic(slice(function), where, &error), TCB_OK) << take(error);
  }

  loopback_port port{loopback_port::state::listening};
  tcb_conn* conn = nullptr;
  tcb_worker* worker = nullptr;
  tcb_feeder* feeder = nullptr;
  tcb_metric* metric = nullptr;
};

TEST_F(panics, become_a_status_in_every_function_that_has_one) {
  const tcb_slice none = slice("");
  tcb_runtime* r = nullptr;
  tcb_worker* w = nullptr;
  tcb_feeder* f = nullptr;
  tcb_metric* m = nullptr;
  tcb_metric_tags* t = nullptr;
  tcb_buf out{};
  const std::vector<std::pair<std::string, std::function<tcb_status()>>> calls = {
      {"tcb_runtime_new", [&] { return tcb_runtime_new(queue, none, &r, &error); }},
      {"tcb_runtime_info", [&] { return tcb_runtime_info(runtime, &out, &error); }},
      {"tcb_runtime_free", [&] { return tcb_runtime_free(nullptr, 0, &error); }},
      {"tcb_connect", [&] { return tcb_connect(runtime, none, 1, &error); }},
      {"tcb_conn_set_api_key", [&] { return tcb_conn_set_api_key(conn, none, &error); }},
      {"tcb_conn_set_headers", [&] { return tcb_conn_set_headers(conn, none, &error); }},
      {"tcb_rpc", [&] { return tcb_rpc(conn, TCB_SERVICE_HEALTH, slice("Check"), none, none, 0, 0, 1, &error); }},
      {"tcb_rpc_cancel", [&] { return tcb_rpc_cancel(runtime, 1, &error); }},
      {"tcb_worker_new", [&] { return tcb_worker_new(conn, none, &w, &error); }},
      {"tcb_worker_validate", [&] { return tcb_worker_validate(worker, 1, &error); }},
      {"tcb_worker_run", [&] { return tcb_worker_run(worker, 1, &error); }},
      {"tcb_worker_complete_wf", [&] { return tcb_worker_complete_wf(worker, none, 1, &error); }},
      {"tcb_worker_complete_act", [&] { return tcb_worker_complete_act(worker, none, 1, &error); }},
      {"tcb_worker_heartbeat", [&] { return tcb_worker_heartbeat(worker, none, &error); }},
      {"tcb_worker_evict", [&] { return tcb_worker_evict(worker, none, &error); }},
      {"tcb_worker_replace_conn", [&] { return tcb_worker_replace_conn(worker, conn, &error); }},
      {"tcb_worker_initiate_shutdown", [&] { return tcb_worker_initiate_shutdown(worker, &error); }},
      {"tcb_worker_finalize", [&] { return tcb_worker_finalize(worker, 1, &error); }},
      {"tcb_replay_new", [&] { return tcb_replay_new(runtime, none, &w, &f, &error); }},
      {"tcb_replay_push", [&] { return tcb_replay_push(feeder, none, none, 1, &error); }},
      {"tcb_metric_new", [&] { return tcb_metric_new(runtime, none, &m, &error); }},
      {"tcb_metric_tags_new", [&] { return tcb_metric_tags_new(runtime, none, &t, &error); }},
      {"tcb_metric_record", [&] { return tcb_metric_record(metric, nullptr, 1.0, &error); }},
      {"tcb_envconfig_load", [&] { return tcb_envconfig_load(none, &out, &error); }},
      {"tcb_test_inject_panic", [&] { return tcb_test_inject_panic(none, 0, &error); }},
  };
  for (const auto& [function, call] : calls) {
    arm(function, 0);
    EXPECT_EQ(call(), static_cast<tcb_status>(TCB_PANIC)) << function;
    const std::string text = take(error);
    EXPECT_NE(text.find(function + ": injected panic in " + function + " (src/inject.rs:"), std::string::npos) << text;
  }
  EXPECT_FALSE(pop(0)) << "a call that returned TCB_PANIC must yield no event";
}

TEST_F(panics, stay_inside_functions_that_have_no_status) {
  arm("tcb_queue_new", 0);
  EXPECT_EQ(tcb_queue_new(), nullptr);
  arm("tcb_queue_pop", 0);
  EXPECT_FALSE(pop(0));
  arm("tcb_queue_fd", 0);
  EXPECT_EQ(tcb_queue_fd(queue), -1);
  for (const auto& [function, call] : std::vector<std::pair<std::string, std::function<void()>>>{
           {"tcb_buf_free", [] { tcb_buf_free(nullptr); }},
           {"tcb_event_free", [] { tcb_event_free(nullptr, 0); }},
           {"tcb_queue_free", [] { tcb_queue_free(nullptr); }},
           {"tcb_queue_wake", [] { tcb_queue_wake(nullptr); }},
           {"tcb_conn_free", [] { tcb_conn_free(nullptr); }},
           {"tcb_worker_free", [] { tcb_worker_free(nullptr); }},
           {"tcb_replay_close", [] { tcb_replay_close(nullptr); }},
           {"tcb_metric_free", [] { tcb_metric_free(nullptr); }},
           {"tcb_metric_tags_free", [] { tcb_metric_tags_free(nullptr); }}}) {
    arm(function, 0);
    call();
  }
}

TEST_F(panics, become_the_event_of_a_task) {
  const tcb_slice none = slice("");
  const std::string target = R"({"target_url": ")" + port.url() + R"("})";
  const std::vector<std::tuple<std::string, tcb_kind, std::function<tcb_status()>>> calls = {
      {"tcb_connect", TCB_KIND_CONNECT, [&] { return tcb_connect(runtime, slice(target), 3, &error); }},
      {"tcb_rpc", TCB_KIND_RPC,
       [&] { return tcb_rpc(conn, TCB_SERVICE_HEALTH, slice("Check"), none, none, 0, 0, 3, &error); }},
      {"tcb_worker_validate", TCB_KIND_WORKER_VALIDATE, [&] { return tcb_worker_validate(worker, 3, &error); }},
      {"tcb_worker_complete_wf", TCB_KIND_WORKFLOW_COMPLETED,
       [&] { return tcb_worker_complete_wf(worker, none, 3, &error); }},
      {"tcb_worker_complete_act", TCB_KIND_ACTIVITY_COMPLETED,
       [&] { return tcb_worker_complete_act(worker, none, 3, &error); }},
  };
  for (const auto& [function, kind, call] : calls) {
    arm(function, 1);
    ASSERT_EQ(call(), TCB_OK) << function << ": " << take(error);
    const auto ended = pop();
    ASSERT_TRUE(ended) << function;
    EXPECT_EQ(ended->tag, 3u);
    EXPECT_EQ(ended->kind, kind);
    EXPECT_EQ(ended->status, static_cast<tcb_status>(TCB_PANIC)) << function << ": " << ended->error;
    EXPECT_NE(ended->error.find("injected panic in " + function), std::string::npos) << ended->error;
  }
}

TEST_F(panics, of_a_poll_loop_are_reported_and_the_loop_still_ends_in_shutdown) {
  arm("tcb_worker_run", 1);
  ASSERT_EQ(tcb_worker_run(worker, 4, &error), TCB_OK) << take(error);
  auto turn = pop();
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->status, static_cast<tcb_status>(TCB_PANIC)) << turn->error;
  turn = pop();
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->kind, static_cast<tcb_kind>(TCB_KIND_WORKFLOW_ACTIVATION));
  EXPECT_EQ(turn->status, static_cast<tcb_status>(TCB_SHUTDOWN)) << turn->error;
}

}  // namespace
}  // namespace bridge_test
