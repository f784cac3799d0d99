#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <thread>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/tests_server/server.h"
#include "headroom/temporal/worker/worker.h"
#include "headroom/temporal/workflow/workflow.h"

// TEMPORAL_START_STOP_COUNT sets how often everything starts and ends.
namespace temporal::tests {
namespace {

using namespace std::chrono_literals;
namespace wf = temporal::workflow;

class empty {
 public:
  wf::task<> run() { co_return; }
  static void define(wf::definition<empty>& d) { d.name("empty"); }
};

// What a process holds of the system.
struct holdings {
  std::ptrdiff_t threads = 0;
  std::ptrdiff_t descriptors = 0;

  static holdings now() {
    const auto count = [](const char* folder) {
      return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
    };
    return {.threads = count("/proc/self/task"), .descriptors = count("/proc/self/fd")};
  }
  [[nodiscard]] bool no_more_than(const holdings& other) const {
    return threads <= other.threads && descriptors <= other.descriptors;
  }
};

// A whole life: a runtime of its own, a connection and a worker that polls for all kinds of tasks.
void start_and_stop(const std::string& target) {
  const auto on = client::connect(runtime::create(), connect_options{}.target(target));
  worker serving(on, worker_options{}.task_queue("endurance"));
  serving.register_workflow<empty>().register_activity("nothing", [] {}).start();
  serving.shutdown();
  ASSERT_TRUE(serving.wait_for(30s)) << serving.outstanding();
}

int count_from_environment() {
  const char* text = std::getenv("TEMPORAL_START_STOP_COUNT");
  return text == nullptr ? 100 : std::atoi(text);
}

TEST(endurance, runtime_connection_and_worker_start_and_end_and_leave_no_thread_and_no_descriptor) {
  const std::string target = shared_server().target();
  // What is made once and kept (of the C library, of the Rust core) is made here.
  for (int i = 0; i < 3; ++i) start_and_stop(target);
  const auto before = holdings::now();
  for (int i = 0; i < count_from_environment() && !HasFailure(); ++i) start_and_stop(target);
  // A thread that has been joined may still be listed for a moment.
  auto after = holdings::now();
  for (const auto deadline = std::chrono::steady_clock::now() + 10s;
       !after.no_more_than(before) && std::chrono::steady_clock::now() < deadline; after = holdings::now()) {
    std::this_thread::sleep_for(10ms);
  }
  EXPECT_LE(after.threads, before.threads);
  EXPECT_LE(after.descriptors, before.descriptors);
}

}  // namespace
}  // namespace temporal::tests
