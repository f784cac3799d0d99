#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "headroom/temporal/runtime/bridge_event.h"
#include "headroom/temporal/worker/activation_answer.h"
#include "headroom/temporal/worker/activation_peek.h"
#include "headroom/temporal/worker/bridge_worker.h"
#include "headroom/temporal/worker/deadlock_watchdog.h"
#include "headroom/temporal/worker/query_gate.h"
#include "headroom/temporal/worker/thread_pool.h"
#include "headroom/temporal/worker/workflow_run.h"

namespace temporal::detail {

// Takes the core's activations, keeps the runs in memory, and runs each activation on one of a few threads, one at a
// time for each run.
class workflow_dispatcher {
 public:
  struct settings {
    std::size_t threads_max = 2;
    std::chrono::milliseconds deadlock_timeout{2'000};                  // 0: none
    bool forget_after_task = false;                                     // no cache: each task replays the whole history
    std::shared_ptr<query_gate> gate = std::make_shared<query_gate>();  // shared with whoever runs local activities
  };

  workflow_dispatcher(bridge_worker& core, workflow_run_factory make_run, settings what);

  // An event with one serialised WorkflowActivation; returns at once (reactor thread).
  void on_activation(bridge_event event);
  // Waits for all activations to be answered, then destroys the runs that are left.
  void close();

  // Runs in memory; those whose activation is being worked on now.
  [[nodiscard]] std::size_t cached_count();
  [[nodiscard]] std::vector<std::string> busy_run_ids();

 private:
  struct activation {
    bridge_event event;
    activation_peek seen;
  };
  struct cached_run {
    std::unique_ptr<workflow_run> run;
    bool busy = false;               // an activation runs, perhaps stuck beyond the deadlock timeout
    bool leaving = false;            // core has been asked to forget the run
    std::deque<activation> waiting;  // came while busy
  };

  void work_on(activation next);
  void handle(cached_run& entry, const activation& what);
  void activate(cached_run& entry, const activation& what, const std::shared_ptr<activation_answer>& answer);
  [[nodiscard]] bool leaves_queries(const cached_run& entry, const activation& what, activation_answer& answer) const;
  [[nodiscard]] bool ends_task(const workflow_run& run, const activation& what) const;

  bridge_worker& core_;
  const workflow_run_factory make_run_;
  const settings settings_;
  std::mutex mutex_;
  std::unordered_map<std::string, cached_run> runs_;
  deadlock_watchdog watchdog_;
  thread_pool pool_;
};

}  // namespace temporal::detail
