#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "temporal/sdk/core/activity_task/activity_task.pb.h"

#include "headroom/temporal/activity/attempt.h"
#include "headroom/temporal/worker/bridge_worker.h"
#include "headroom/temporal/worker/query_gate.h"
#include "headroom/temporal/worker/thread_pool.h"

namespace temporal::detail {

// Takes the core's activity tasks, runs each on a pool, and answers each exactly once. Local activities have a pool of
// their own, so that a workflow task never waits for remote work.
class activity_dispatcher {
 public:
  struct settings {
    std::string task_queue;
    std::size_t remote_threads_max = 100;
    std::size_t local_threads_max = 100;
    std::shared_ptr<query_gate> gate = std::make_shared<query_gate>();  // shared with whoever runs the workflows
  };

  activity_dispatcher(bridge_worker& core, activity_environment_parts parts, settings what);

  // One coresdk.activity_task.ActivityTask; returns at once (reactor thread).
  void on_task(std::string_view task_bytes);
  // Waits for all attempts to end.
  void close();

  // The types of the attempts without an answer yet, for the report of a shutdown that does not end.
  [[nodiscard]] std::vector<std::string> running_types();

 private:
  void start(std::string task_token, coresdk::activity_task::Start start);
  void cancel(const std::string& task_token, const coresdk::activity_task::Cancel& cancel);
  void run(const std::string& task_token, const coresdk::activity_task::Start& start);
  std::shared_ptr<activity::context> enter(const std::string& task_token, const coresdk::activity_task::Start& decoded);
  [[nodiscard]] coresdk::activity_result::ActivityExecutionResult outcome(const std::string& task_token,
                                                                          const coresdk::activity_task::Start& start);
  void heartbeat(const std::string& task_token, payload_list details);
  void complete(const std::string& task_token, const coresdk::activity_task::Start& start,
                coresdk::activity_result::ActivityExecutionResult result);

  // A task from its arrival to its answer.
  struct attempt {
    std::string activity_type;
    std::shared_ptr<activity::context> running;           // once a thread has taken it
    std::optional<activity::cancel_reason> early_cancel;  // came before that
  };

  bridge_worker& core_;
  const activity_environment_parts parts_;
  const settings settings_;
  std::mutex mutex_;
  std::unordered_map<std::string, attempt> attempts_;  // by task token
  thread_pool remote_pool_;
  thread_pool local_pool_;
  thread_pool canceller_;  // one thread: cancelling runs stop callbacks, which are the user's, and must find a thread
};

}  // namespace temporal::detail
