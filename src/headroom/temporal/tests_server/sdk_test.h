#pragma once

#include <chrono>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "headroom/temporal/client/client.h"
#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/worker/worker.h"

namespace temporal::tests {

using namespace std::chrono_literals;

// A behaviour of the SDK on the real server, once with the workflow cache and once without, on a task queue of its own.
// Whatever a test has started is replayed at its end, and must replay.
class sdk_test : public ::testing::TestWithParam<std::uint32_t> {
 protected:
  void SetUp() override;
  void TearDown() override;

  [[nodiscard]] const client& on() const;
  [[nodiscard]] static const std::shared_ptr<runtime>& on_runtime();
  [[nodiscard]] static const std::string& target();
  [[nodiscard]] const std::string& queue() const { return queue_; }
  [[nodiscard]] std::uint32_t cache() const { return GetParam(); }
  // Unique in the server.
  [[nodiscard]] std::string new_id(const std::string& name = "workflow");
  [[nodiscard]] start_options options(const std::string& id) const { return start_options{}.id(id).task_queue(queue_); }

  // The worker of this test; register with it, then serve().
  [[nodiscard]] worker& the_worker();
  [[nodiscard]] worker_options& options_of_worker() { return worker_options_; }
  // Registers with the worker; with the replayer too, the first time.
  template <class X>
  sdk_test& with_workflow() {
    the_worker().register_workflow<X>();
    if (replayed_types_.insert(workflow::type_name_of<X>()).second) replayer_->register_workflow<X>();
    return *this;
  }
  void serve() { the_worker().start(); }
  // Ends the worker as a deployment does, and makes a fresh one on the same queue.
  void stop_worker();

  template <class Run, class... Arguments>
  auto start(Run run, const Arguments&... arguments) {
    auto handle = on().start(run, options(new_id()), arguments...);
    replayed_later_.push_back(handle);
    return handle;
  }
  template <class Handle>
  Handle replay_later(Handle handle) {
    replayed_later_.push_back(handle);
    return handle;
  }
  // For histories that only workers of another program can have made.
  [[nodiscard]] testing::replayer& the_replayer() { return *replayer_; }

  // Waits until `holds` does, for ten seconds at most.
  static ::testing::AssertionResult eventually(const std::function<bool()>& holds, const std::string& what);

 private:
  std::string queue_;
  worker_options worker_options_;
  std::unique_ptr<worker> worker_;
  std::unique_ptr<testing::replayer> replayer_;
  std::set<std::string> replayed_types_;
  std::vector<workflow_handle> replayed_later_;
};

// The failure that a workflow ended with.
template <class Handle>
std::shared_ptr<const failure> failure_of(const Handle& handle) {
  try {
    handle.result({.timeout = 20s});
  } catch (const workflow_failed_error& error) {
    return error.cause().clone();
  }
  ADD_FAILURE() << "the workflow did not fail";
  return std::make_shared<failure>("none");
}

}  // namespace temporal::tests

// Runs the tests of a suite with the default cache and with none.
#define TEMPORAL_WITH_AND_WITHOUT_CACHE(suite)                    \
  INSTANTIATE_TEST_SUITE_P(, suite, ::testing::Values(1000U, 0U), \
                           [](const auto& info) { return info.param == 0 ? "uncached" : "cached"; })
