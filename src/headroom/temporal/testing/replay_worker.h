#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "headroom/temporal/runtime/bridge_buffer.h"
#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/worker/activation_peek.h"
#include "headroom/temporal/worker/deadlock_watchdog.h"
#include "headroom/temporal/worker/workflow_run.h"

namespace temporal::detail {

// The core's replays with the instances of a workflow_run_factory: histories go in, the reason of each run's eviction
// is the verdict. All of it happens on the thread that calls.
class replay_worker {
 public:
  replay_worker(const std::shared_ptr<runtime>& on, const testing::replayer_options& options,
                workflow_run_factory make_run);
  ~replay_worker();
  replay_worker(const replay_worker&) = delete;
  replay_worker& operator=(const replay_worker&) = delete;

  [[nodiscard]] testing::replay_result replay(const workflow_history& history);

 private:
  // Answers activations to the last one, which is an eviction.
  [[nodiscard]] activation_peek run_to_eviction(const workflow_history& history);
  [[nodiscard]] std::string completion_of(const activation_peek& seen, std::string_view activation);
  [[nodiscard]] std::string activate(const std::string& run_id, std::string_view activation);

  std::shared_ptr<runtime> runtime_;
  const workflow_run_factory make_run_;
  deadlock_watchdog watchdog_;
  std::unique_ptr<workflow_run> run_;
  tcb_replay* handle_ = nullptr;
};

}  // namespace temporal::detail
