#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "headroom/temporal/activity/dispatcher.h"
#include "headroom/temporal/client/client.h"
#include "headroom/temporal/worker/ending.h"
#include "headroom/temporal/worker/poll_loops.h"
#include "headroom/temporal/worker/query_gate.h"
#include "headroom/temporal/worker/worker_options.h"
#include "headroom/temporal/worker/workflow_dispatcher.h"
#include "headroom/temporal/workflow/interceptor.h"
#include "headroom/temporal/workflow/registry.h"

namespace temporal::detail {

// What a worker serves, as registered.
struct worker_offer {
  activity::registry activities;
  std::vector<std::shared_ptr<activity::interceptor>> activity_interceptors;
  std::shared_ptr<workflow::registry> workflows = std::make_shared<workflow::registry>();
  std::vector<std::shared_ptr<workflow::interceptor>> workflow_interceptors;
};

// A worker from its first poll to its end: the bridge's worker, the two dispatchers and the poll loops between them.
class worker_core {
 public:
  // Checks options and namespace; polls nothing yet. `offer` must outlive it.
  worker_core(const client& on, const worker_options::values& options, const worker_offer& offer);
  // Ends it first when that was not done.
  ~worker_core();
  worker_core(const worker_core&) = delete;
  worker_core& operator=(const worker_core&) = delete;

  void start();
  // Asks to end; returns at once.
  void initiate_shutdown() { bridge_->initiate_shutdown(); }
  // Block until all tasks are answered and the core has let go. Throw sdk_error when polling failed for good.
  void wait() { ending_.wait(); }
  [[nodiscard]] bool wait_for(std::chrono::milliseconds limit) { return ending_.wait_for(limit); }
  // What the end waits for, in words; empty when for nothing that is known here.
  [[nodiscard]] std::string outstanding();

  [[nodiscard]] workflow_dispatcher& workflows() { return *workflows_; }

 private:
  more_events on_event(bridge_event event);
  void end();

  std::unique_ptr<bridge_worker> bridge_;
  std::shared_ptr<query_gate> gate_ = std::make_shared<query_gate>();
  std::unique_ptr<workflow_dispatcher> workflows_;
  std::unique_ptr<activity_dispatcher> activities_;
  poll_loops loops_;
  bool started_ = false;
  ending ending_{[this] { end(); }};
};

}  // namespace temporal::detail
