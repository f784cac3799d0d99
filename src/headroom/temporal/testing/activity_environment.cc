#include "headroom/temporal/testing/activity_environment.h"

namespace temporal::testing {

activity_environment::activity_environment(activity::info info)
    : context_(std::make_unique<activity::context>(std::move(info),
                                                   [this](payload_list details) { record(std::move(details)); })) {}

void activity_environment::on_heartbeat(std::function<void(const payload_list&)> callback) {
  const std::lock_guard lock(mutex_);
  callback_ = std::move(callback);
}

std::vector<payload_list> activity_environment::heartbeats() const {
  const std::lock_guard lock(mutex_);
  return heartbeats_;
}

void activity_environment::record(payload_list details) {
  std::function<void(const payload_list&)> callback;
  {
    const std::lock_guard lock(mutex_);
    heartbeats_.push_back(details);
    callback = callback_;
  }
  if (callback) callback(details);  // Outside the lock: it may ask for the heartbeats.
}

activity::info activity_environment::default_info() {
  activity::info info;
  info.activity_id = "1";
  info.activity_type = "activity";
  info.task_queue = "test";
  info.workflow_namespace = "test";
  info.workflow_id = "test-workflow";
  info.workflow_run_id = "test-run";
  info.workflow_type = "test";
  info.task_token = "test-token";
  info.start_to_close_timeout = std::chrono::seconds(10);
  return info;
}

}  // namespace temporal::testing
