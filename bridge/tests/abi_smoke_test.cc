#include <poll.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include "bridge_fixture.h"
#include "loopback.h"

namespace bridge_test {
namespace {

using bridge = runtime_fixture;

TEST_F(bridge, says_its_version) {
  EXPECT_NE(std::string(tcb_version()).find("temporalio-sdk-core 0."), std::string::npos) << tcb_version();
}

TEST_F(bridge, starts_and_frees_a_runtime_a_hundred_times) {
  for (int i = 0; i < 100; ++i) start_runtime(R"({"worker_threads": 2})");
}

TEST_F(bridge, names_the_unknown_field_of_an_option_document) {
  tcb_runtime* none = nullptr;
  EXPECT_EQ(tcb_runtime_new(queue, slice(R"({"threads": 2})"), &none, &error), TCB_ERROR);
  EXPECT_EQ(none, nullptr);
  const std::string text = take(error);
  EXPECT_NE(text.find("runtime options: unknown field `threads`"), std::string::npos) << text;
}

TEST_F(bridge, refuses_null_handles_by_name) {
  EXPECT_EQ(tcb_connect(nullptr, slice("{}"), 1, &error), TCB_ERROR);
  EXPECT_EQ(take(error), "tcb_runtime is NULL");
  EXPECT_EQ(tcb_worker_run(nullptr, 1, nullptr), TCB_ERROR);
  EXPECT_EQ(tcb_runtime_free(nullptr, 0, &error), TCB_OK);
  tcb_conn_free(nullptr);
  tcb_worker_free(nullptr);
  tcb_replay_free(nullptr);
  tcb_event_free(nullptr, 1);
  tcb_buf_free(nullptr);
}

TEST_F(bridge, reports_a_closed_port_as_an_error_that_names_the_target) {
  const loopback_port port(loopback_port::state::closed);
  ASSERT_TRUE(port.ok());
  ASSERT_EQ(tcb_connect(runtime, slice(R"({"target_url": ")" + port.url() + R"("})"), 5, &error), TCB_OK)
      << take(error);
  const auto connected = pop();
  ASSERT_TRUE(connected);
  EXPECT_EQ(connected->tag, 5u);
  EXPECT_EQ(connected->kind, static_cast<tcb_kind>(TCB_KIND_CONNECT));
  EXPECT_EQ(connected->status, static_cast<tcb_status>(TCB_ERROR));
  EXPECT_EQ(connected->conn, nullptr);
  EXPECT_NE(connected->error.find("cannot connect to " + port.url()), std::string::npos) << connected->error;
  EXPECT_NE(connected->error.find("Connection refused"), std::string::npos) << connected->error;
}

TEST_F(bridge, cancels_a_connect_that_hangs) {
  const loopback_port port(loopback_port::state::listening);
  ASSERT_TRUE(port.ok());
  ASSERT_EQ(tcb_connect(runtime, slice(R"({"target_url": ")" + port.url() + R"("})"), 6, &error), TCB_OK);
  ASSERT_EQ(tcb_rpc_cancel(runtime, 6, &error), TCB_OK) << take(error);
  const auto connected = pop();
  ASSERT_TRUE(connected);
  EXPECT_EQ(connected->status, static_cast<tcb_status>(TCB_CANCELLED));
}

TEST_F(bridge, yields_the_event_of_a_call_that_the_end_of_the_runtime_cuts_short) {
  const loopback_port port(loopback_port::state::listening);
  ASSERT_TRUE(port.ok());
  ASSERT_EQ(tcb_connect(runtime, slice(R"({"target_url": ")" + port.url() + R"("})"), 7, &error), TCB_OK);
  ASSERT_EQ(tcb_runtime_free(runtime, 10'000, &error), TCB_OK) << take(error);
  runtime = nullptr;
  const auto connected = pop(0);
  ASSERT_TRUE(connected);
  EXPECT_EQ(connected->tag, 7u);
  EXPECT_EQ(connected->status, static_cast<tcb_status>(TCB_CANCELLED));
}

TEST_F(bridge, refuses_unknown_rpcs_and_undecodable_requests_at_once) {
  const loopback_port port(loopback_port::state::listening);
  tcb_conn* conn = lazy_connection(port.url());
  ASSERT_NE(conn, nullptr);
  const struct {
    tcb_service service;
    std::string_view name, request, headers, expected;
  } cases[] = {
      {TCB_SERVICE_WORKFLOW, "StartWorkflow", "", "", "RPC \"StartWorkflow\": the bridge knows no such RPC"},
      {TCB_SERVICE_WORKFLOW, "start_workflow_execution", "", "", "knows no such RPC of WorkflowService"},
      {TCB_SERVICE_HEALTH, "GetSystemInfo", "", "", "knows no such RPC of HealthService"},
      {9, "Check", "", "", "service 9 is not one of tcb_service"},
      {TCB_SERVICE_WORKFLOW, "GetSystemInfo", "\xff", "", "the request is not a GetSystemInfoRequest"},
      {TCB_SERVICE_WORKFLOW, "GetSystemInfo", "", R"({"header": {}})", "headers: unknown field `header`"},
      {TCB_SERVICE_WORKFLOW, "GetSystemInfo", "", R"({"headers": {"a b": "c"}})", "header name \"a b\" is not valid"},
      {TCB_SERVICE_WORKFLOW, "GetSystemInfo", "", R"({"binary_headers": {"a": "YQ=="}})", "end in -bin"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(tcb_rpc(conn, c.service, slice(c.name), slice(c.request), slice(c.headers), TCB_RETRY_NONE, 0, 8, &error),
              static_cast<tcb_status>(TCB_ERROR));
    const std::string text = take(error);
    EXPECT_NE(text.find(c.expected), std::string::npos) << c.name << ": " << text;
  }
  EXPECT_FALSE(pop(0));
  tcb_conn_free(conn);
}

TEST_F(bridge, ends_a_call_at_its_deadline) {
  const loopback_port port(loopback_port::state::listening);
  tcb_conn* conn = lazy_connection(port.url());
  ASSERT_NE(conn, nullptr);
  ASSERT_EQ(
      tcb_rpc(conn, TCB_SERVICE_WORKFLOW, slice("GetSystemInfo"), slice(""), slice(""), TCB_RETRY_NONE, 50, 9, &error),
      TCB_OK)
      << take(error);
  const auto replied = pop();
  ASSERT_TRUE(replied);
  EXPECT_EQ(replied->kind, static_cast<tcb_kind>(TCB_KIND_RPC));
  EXPECT_EQ(replied->status, static_cast<tcb_status>(TCB_GRPC)) << replied->error;
  EXPECT_TRUE(replied->grpc_code == 4 || replied->grpc_code == 1) << replied->grpc_code << " " << replied->error;
  tcb_conn_free(conn);
}

TEST_F(bridge, wakes_a_pop_and_shows_readiness_on_its_descriptor) {
  pollfd ready{.fd = tcb_queue_fd(queue), .events = POLLIN, .revents = 0};
  ASSERT_GE(ready.fd, 0);
  EXPECT_EQ(::poll(&ready, 1, 0), 0);
  tcb_queue_wake(queue);
  EXPECT_EQ(::poll(&ready, 1, 0), 1);
  EXPECT_FALSE(pop());
  EXPECT_EQ(::poll(&ready, 1, 0), 0);
}

TEST_F(bridge, refuses_inherited_handles_in_a_forked_child) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    tcb_buf text{};
    const bool refused = tcb_connect(runtime, slice("{}"), 1, &text) == static_cast<tcb_status>(TCB_ERROR) &&
                         take(text).find("does not survive a fork") != std::string::npos &&
                         tcb_runtime_free(runtime, 10'000, nullptr) == static_cast<tcb_status>(TCB_ERROR);
    ::_exit(refused ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST_F(bridge, refuses_calls_on_a_connection_that_outlives_the_runtime) {
  const loopback_port port(loopback_port::state::listening);
  tcb_conn* conn = lazy_connection(port.url());
  ASSERT_NE(conn, nullptr);
  ASSERT_EQ(tcb_runtime_free(runtime, 10'000, &error), TCB_OK) << take(error);
  runtime = nullptr;
  tcb_worker* worker = nullptr;
  const std::string_view options = R"({"namespace": "n", "task_queue": "q"})";
  for (const tcb_status status :
       {tcb_conn_set_api_key(conn, slice("k"), nullptr), tcb_conn_set_headers(conn, slice("{}"), nullptr),
        tcb_rpc(conn, TCB_SERVICE_HEALTH, slice("Check"), slice(""), slice(""), TCB_RETRY_NONE, 0, 4, nullptr),
        tcb_worker_new(conn, slice(options), &worker, nullptr)}) {
    EXPECT_EQ(status, static_cast<tcb_status>(TCB_ERROR));
  }
  tcb_conn_free(conn);
  EXPECT_FALSE(pop(0));
}

TEST_F(bridge, delivers_core_s_log_as_events) {
  start_runtime(R"({"worker_threads": 1, "log": {"core_level": "info"}})");
  tcb_replay* replay = nullptr;
  ASSERT_EQ(tcb_replay_new(runtime, slice("{}"), &replay, &error), TCB_OK) << take(error);
  auto record = pop();
  while (record && record->data.find("Initializing worker") == std::string::npos) record = pop();
  ASSERT_TRUE(record);
  EXPECT_EQ(record->kind, static_cast<tcb_kind>(TCB_KIND_LOG));
  EXPECT_NE(record->data.find(R"("level":"INFO")"), std::string::npos) << record->data;
  tcb_replay_free(replay);
}

}  // namespace
}  // namespace bridge_test
