#pragma once

#include <cstdint>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <string_view>

#include "temporal_bridge.h"

// The ABI as a C++ test sees it: texts for buffers, one queue and one runtime. It hides no rule of the header.
namespace bridge_test {

inline tcb_slice slice(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Copies a buffer to a string and frees it.
inline std::string take(tcb_buf& buf) {
  std::string text = buf.n == 0 ? std::string() : std::string(reinterpret_cast<const char*>(buf.p), buf.n);
  tcb_buf_free(&buf);
  return text;
}

struct event {
  std::uint64_t tag = 0;
  tcb_kind kind = 0;
  tcb_status status = 0;
  int grpc_code = 0;
  tcb_conn* conn = nullptr;  // owned by whoever reads it
  std::string data, error, details;
};

// Whatever is waited for in these tests comes within a second or never.
inline constexpr std::int64_t patience_ms = 30'000;

class runtime_fixture : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(tcb_abi_version(), TCB_ABI_VERSION);
    queue = tcb_queue_new();
    ASSERT_NE(queue, nullptr);
    start_runtime(R"({"worker_threads": 1})");
  }

  void TearDown() override {
    if (runtime != nullptr) {
      EXPECT_EQ(tcb_runtime_free(runtime, 10'000, &error), TCB_OK) << take(error);
    }
    tcb_queue_free(queue);
    tcb_buf_free(&error);
  }

  void start_runtime(std::string_view options) {
    if (runtime != nullptr) {
      ASSERT_EQ(tcb_runtime_free(runtime, 10'000, &error), TCB_OK) << take(error);
      runtime = nullptr;
    }
    ASSERT_EQ(tcb_runtime_new(queue, slice(options), &runtime, &error), TCB_OK) << take(error);
  }

  std::optional<event> pop(std::int64_t timeout_ms = patience_ms) {
    tcb_event raw{};
    if (tcb_queue_pop(queue, &raw, 1, timeout_ms) == 0) return std::nullopt;
    event out{.tag = raw.tag,
              .kind = raw.kind,
              .status = raw.status,
              .grpc_code = raw.grpc_code,
              .conn = static_cast<tcb_conn*>(raw.handle),
              .data = take(raw.data),
              .error = take(raw.error),
              .details = take(raw.details)};
    raw.handle = nullptr;
    tcb_event_free(&raw, 1);
    return out;
  }

  // A connection that asks the server for nothing while it is made needs no server.
  tcb_conn* lazy_connection(std::string_view target) {
    const std::string options = R"({"target_url": ")" + std::string(target) + R"(", "skip_get_system_info": true})";
    EXPECT_EQ(tcb_connect(runtime, slice(options), 77, &error), TCB_OK) << take(error);
    auto connected = pop();
    EXPECT_TRUE(connected && connected->status == TCB_OK) << (connected ? connected->error : "no event");
    return connected ? connected->conn : nullptr;
  }

  tcb_queue* queue = nullptr;
  tcb_runtime* runtime = nullptr;
  tcb_buf error{};
};

}  // namespace bridge_test
