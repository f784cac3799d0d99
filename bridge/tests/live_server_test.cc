#include <chrono>
#include <memory>
#include <string>

#include "bridge_fixture.h"
#include "dev_server.h"
#include "google/rpc/status.pb.h"
#include "temporal/api/errordetails/v1/message.pb.h"
#include "temporal/api/workflowservice/v1/request_response.pb.h"
#include "temporal/sdk/core/core_interface.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

namespace bridge_test {
namespace {

namespace service = temporal::api::workflowservice::v1;
using std::chrono::steady_clock;

// What no test without a server can show: calls, their errors, and a worker's whole life.
class live : public runtime_fixture {
 protected:
  static void SetUpTestSuite() { server = std::make_unique<dev_server>(); }
  static void TearDownTestSuite() { server.reset(); }

  void SetUp() override {
    runtime_fixture::SetUp();
    conn = connect();
    ASSERT_NE(conn, nullptr) << "no dev server at " << server->url() << "; is TEMPORAL_CLI or build/tools/venv there?";
  }

  void TearDown() override {
    tcb_conn_free(conn);
    runtime_fixture::TearDown();
  }

  // Tries until the server answers. A refused port answers at once, so an empty queue is the pause between two tries.
  tcb_conn* connect() {
    const auto deadline = steady_clock::now() + std::chrono::seconds(60);
    const std::string options = R"({"target_url": ")" + server->url() + R"(", "identity": "bridge-test"})";
    while (server->running() && steady_clock::now() < deadline) {
      EXPECT_EQ(tcb_connect(runtime, slice(options), 1, &error), TCB_OK) << take(error);
      const auto connected = pop();
      if (connected && connected->status == TCB_OK) return connected->conn;
      EXPECT_FALSE(pop(50));
    }
    return nullptr;
  }

  event call(std::string_view name, const google::protobuf::MessageLite& request) {
    EXPECT_EQ(tcb_rpc(conn, TCB_SERVICE_WORKFLOW, slice(name), slice(request.SerializeAsString()),
                      slice(R"({"headers": {"x-test": "1"}})"), TCB_RETRY_CONNECTION, 0, 2, &error),
              TCB_OK)
        << take(error);
    auto replied = pop();
    EXPECT_TRUE(replied);
    return replied.value_or(event{});
  }

  tcb_worker* new_worker(std::string_view queue_name) {
    const std::string options = R"({"namespace": "default", "task_queue": ")" + std::string(queue_name) + R"("})";
    tcb_worker* worker = nullptr;
    EXPECT_EQ(tcb_worker_new(conn, slice(options), &worker, &error), TCB_OK) << take(error);
    EXPECT_EQ(tcb_worker_validate(worker, 3, &error), TCB_OK) << take(error);
    const auto validated = pop();
    EXPECT_TRUE(validated && validated->status == TCB_OK) << (validated ? validated->error : "no event");
    EXPECT_EQ(tcb_worker_run(worker, 4, &error), TCB_OK) << take(error);
    return worker;
  }

  // Both loops to their SHUTDOWN, then finalize and free.
  void end(tcb_worker* worker) {
    ASSERT_EQ(tcb_worker_initiate_shutdown(worker, &error), TCB_OK) << take(error);
    for (int ended = 0; ended < 2;) {
      const auto e = pop();
      ASSERT_TRUE(e) << "a poll loop did not end";
      if (e->kind == TCB_KIND_WORKFLOW_ACTIVATION && e->status == TCB_OK) evict(worker, *e);
      if (e->status == TCB_SHUTDOWN) ++ended;
    }
    ASSERT_EQ(tcb_worker_finalize(worker, 5, &error), TCB_OK) << take(error);
    const auto finalized = pop();
    ASSERT_TRUE(finalized);
    EXPECT_EQ(finalized->status, static_cast<tcb_status>(TCB_OK)) << finalized->error;
    tcb_worker_free(worker);
  }

  void evict(tcb_worker* worker, const event& e) {
    coresdk::workflow_activation::WorkflowActivation activation;
    ASSERT_TRUE(activation.ParseFromString(e.data));
    coresdk::workflow_completion::WorkflowActivationCompletion nothing;
    nothing.set_run_id(activation.run_id());
    nothing.mutable_successful();
    ASSERT_EQ(tcb_worker_complete_wf(worker, slice(nothing.SerializeAsString()), 6, &error), TCB_OK);
    const auto completed = pop();
    ASSERT_TRUE(completed);
    EXPECT_EQ(completed->kind, static_cast<tcb_kind>(TCB_KIND_WORKFLOW_COMPLETED));
  }

  static std::unique_ptr<dev_server> server;
  tcb_conn* conn = nullptr;
};

std::unique_ptr<dev_server> live::server;

service::StartWorkflowExecutionRequest start_request(const std::string& workflow_id, const std::string& queue_name) {
  service::StartWorkflowExecutionRequest request;
  request.set_namespace_("default");
  request.set_workflow_id(workflow_id);
  request.set_request_id(workflow_id);
  request.mutable_workflow_type()->set_name("w");
  request.mutable_task_queue()->set_name(queue_name);
  return request;
}

TEST_F(live, answers_a_call_with_its_response) {
  const auto replied = call("GetSystemInfo", service::GetSystemInfoRequest());
  ASSERT_EQ(replied.status, static_cast<tcb_status>(TCB_OK)) << replied.error;
  service::GetSystemInfoResponse info;
  ASSERT_TRUE(info.ParseFromString(replied.data));
  EXPECT_FALSE(info.server_version().empty());
}

TEST_F(live, gives_a_refusal_as_code_text_and_details) {
  auto request = start_request("twice", "nobody-polls");
  service::StartWorkflowExecutionResponse response;
  ASSERT_TRUE(response.ParseFromString(call("StartWorkflowExecution", request).data));
  request.set_request_id("another");
  const auto refused = call("StartWorkflowExecution", request);
  EXPECT_EQ(refused.status, static_cast<tcb_status>(TCB_GRPC));
  EXPECT_EQ(refused.grpc_code, 6) << refused.error;  // ALREADY_EXISTS
  google::rpc::Status status;
  temporal::api::errordetails::v1::WorkflowExecutionAlreadyStartedFailure failure;
  ASSERT_TRUE(status.ParseFromString(refused.details));
  ASSERT_EQ(status.details_size(), 1);
  ASSERT_TRUE(status.details(0).UnpackTo(&failure));
  EXPECT_EQ(failure.run_id(), response.run_id());
}

TEST_F(live, refuses_a_worker_of_an_unknown_namespace_when_it_is_validated) {
  tcb_worker* worker = nullptr;
  ASSERT_EQ(tcb_worker_new(conn, slice(R"({"namespace": "nowhere", "task_queue": "q"})"), &worker, &error), TCB_OK)
      << take(error);
  ASSERT_EQ(tcb_worker_validate(worker, 3, &error), TCB_OK) << take(error);
  const auto validated = pop();
  ASSERT_TRUE(validated);
  EXPECT_EQ(validated->status, static_cast<tcb_status>(TCB_GRPC));
  EXPECT_EQ(validated->grpc_code, 5) << validated->error;  // NOT_FOUND
  tcb_worker_free(worker);
}

TEST_F(live, runs_a_workflow_with_an_activity_to_its_result) {
  tcb_worker* worker = new_worker("one");
  ASSERT_EQ(call("StartWorkflowExecution", start_request("one", "one")).status, static_cast<tcb_status>(TCB_OK));
  bool scheduled = false;
  for (bool done = false; !done;) {
    const auto e = pop();
    ASSERT_TRUE(e) << "nothing came";
    ASSERT_EQ(e->status, static_cast<tcb_status>(TCB_OK)) << e->error;
    if (e->kind == TCB_KIND_ACTIVITY_TASK) {
      coresdk::activity_task::ActivityTask task;
      ASSERT_TRUE(task.ParseFromString(e->data));
      coresdk::ActivityTaskCompletion completion;
      completion.set_task_token(task.task_token());
      completion.mutable_result()->mutable_completed()->mutable_result();
      ASSERT_EQ(tcb_worker_complete_act(worker, slice(completion.SerializeAsString()), 7, &error), TCB_OK);
    } else if (e->kind == TCB_KIND_WORKFLOW_ACTIVATION) {
      coresdk::workflow_activation::WorkflowActivation activation;
      ASSERT_TRUE(activation.ParseFromString(e->data));
      coresdk::workflow_completion::WorkflowActivationCompletion completion;
      completion.set_run_id(activation.run_id());
      auto& successful = *completion.mutable_successful();
      for (const auto& job : activation.jobs()) {
        if (job.has_initialize_workflow()) {
          auto& activity = *successful.add_commands()->mutable_schedule_activity();
          activity.set_seq(1);
          activity.set_activity_id("1");
          activity.set_activity_type("a");
          activity.set_task_queue("one");
          activity.mutable_start_to_close_timeout()->set_seconds(10);
          scheduled = true;
        } else if (job.has_resolve_activity()) {
          EXPECT_TRUE(job.resolve_activity().result().has_completed());
          successful.add_commands()->mutable_complete_workflow_execution();
        } else if (job.has_remove_from_cache()) {
          done = true;
        }
      }
      ASSERT_EQ(tcb_worker_complete_wf(worker, slice(completion.SerializeAsString()), 8, &error), TCB_OK);
    }
  }
  EXPECT_TRUE(scheduled);
  const auto acknowledged = pop();
  ASSERT_TRUE(acknowledged);
  EXPECT_EQ(acknowledged->kind, static_cast<tcb_kind>(TCB_KIND_WORKFLOW_COMPLETED));
  end(worker);
}

TEST_F(live, starts_and_ends_a_worker_fifty_times) {
  for (int i = 0; i < 50; ++i) end(new_worker("short-lived"));
}

TEST_F(live, serves_core_s_metrics_and_the_host_s_own) {
  tcb_conn_free(conn);
  start_runtime(R"({"worker_threads": 1, "metrics": {"prometheus": {"bind_address": "127.0.0.1:0"}}})");
  conn = connect();
  ASSERT_NE(conn, nullptr);
  tcb_buf info{};
  ASSERT_EQ(tcb_runtime_info(runtime, &info, &error), TCB_OK) << take(error);
  const std::string text = take(info);
  ASSERT_NE(text.find("\"prometheus_address\":\"127.0.0.1:"), std::string::npos) << text;
  tcb_metric* metric = nullptr;
  tcb_metric_tags* tags = nullptr;
  ASSERT_EQ(tcb_metric_new(runtime, slice(R"({"kind": "counter", "name": "headroom_probe"})"), &metric, &error),
            TCB_OK);
  ASSERT_EQ(tcb_metric_tags_new(runtime, slice(R"({"colour": "red"})"), &tags, &error), TCB_OK) << take(error);
  ASSERT_EQ(tcb_metric_record(metric, tags, 3.0, &error), TCB_OK) << take(error);
  EXPECT_EQ(tcb_metric_record(metric, tags, 0.5, &error), static_cast<tcb_status>(TCB_ERROR));
  EXPECT_NE(take(error).find("not a whole number"), std::string::npos);
  const int port = std::stoi(text.substr(text.rfind(':') + 1));
  const std::string page = http_get(port, "/metrics");
  EXPECT_NE(page.find("headroom_probe{colour=\"red\",service_name=\"temporal-core-sdk\"} 3"), std::string::npos)
      << page;
  EXPECT_NE(page.find("temporal_request{"), std::string::npos) << page;
  tcb_metric_tags_free(tags);
  tcb_metric_free(metric);
}

}  // namespace
}  // namespace bridge_test
