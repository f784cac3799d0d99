#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "headroom/temporal/testing/replayer.h"
#include "headroom/temporal/worker/poll_loops.h"
#include "headroom/temporal/worker/workflow_dispatcher.h"

namespace temporal::detail {

// The core's replay worker with a dispatcher: histories go in, the reason of each run's eviction is the verdict.
class replay_worker {
 public:
  replay_worker(const std::shared_ptr<runtime>& on, const testing::replayer_options& options,
                workflow_run_factory make_run);
  ~replay_worker();
  replay_worker(const replay_worker&) = delete;
  replay_worker& operator=(const replay_worker&) = delete;

  // Blocks until the history has been replayed.
  [[nodiscard]] testing::replay_result replay(const workflow_history& history);

 private:
  more_events on_event(bridge_event event);
  void note(const activation_peek& eviction);
  [[nodiscard]] std::optional<std::string> push(const workflow_history& history);
  [[nodiscard]] std::optional<activation_peek> wait_for_verdict(const std::string& run_id);

  std::shared_ptr<runtime> runtime_;
  tcb_feeder* feeder_ = nullptr;
  std::unique_ptr<bridge_worker> bridge_;
  std::unique_ptr<workflow_dispatcher> workflows_;
  poll_loops loops_{1};
  std::mutex mutex_;
  std::condition_variable decided_;
  std::map<std::string, activation_peek> verdicts_;  // by run id; the first eviction counts
};

}  // namespace temporal::detail
