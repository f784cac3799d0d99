#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace temporal {

// How many polls of one kind are open at the server. Autoscaling follows the server's hints.
struct fixed_pollers {
  std::uint32_t count = 5;
};
struct autoscaling_pollers {
  std::uint32_t minimum = 1;
  std::uint32_t maximum = 100;
  std::uint32_t initial = 5;
};
using poller_options = std::variant<autoscaling_pollers, fixed_pollers>;

// Slots that follow the machine's load instead of fixed counts: new work is taken while both usages are below target.
struct resource_based_slots {
  double memory_usage_target = 0.8;  // shares of the machine (or its cgroup), 0 to 1
  double cpu_usage_target = 0.9;
};

// Which version of the code this worker runs, and what happens to running workflows when it changes.
enum class versioning_behavior : std::uint8_t { unspecified = 0, pinned = 1, auto_upgrade = 2 };
struct deployment_options {
  std::string deployment_name;
  std::string build_id;
  bool use_worker_versioning = true;
  versioning_behavior default_behavior = versioning_behavior::unspecified;
};

// How a worker works. Setters chain: worker_options{}.task_queue("money").graceful_shutdown(10s). Only the task queue
// has no default.
class worker_options {
 public:
  using milliseconds = std::chrono::milliseconds;

  struct values {
    std::string task_queue;
    std::string identity;                          // empty: the connection's
    std::string build_id;                          // empty: a hash of the executable file
    std::optional<deployment_options> deployment;  // set: versioned deployment
    std::uint32_t max_cached_workflows = 1000;     // 0: none outlives its task, so each task replays the whole history
    std::uint32_t max_workflow_tasks = 100;        // at once
    std::uint32_t max_activities = 100;
    std::uint32_t max_local_activities = 100;
    std::optional<resource_based_slots> resource_based;
    std::optional<poller_options> workflow_pollers;  // unset: the core's default
    std::optional<poller_options> activity_pollers;
    double max_activities_per_second = 0;             // of this worker; 0: no limit
    double max_task_queue_activities_per_second = 0;  // of the whole task queue, kept by the server; 0: no limit
    milliseconds sticky_queue_timeout{10'000};
    milliseconds max_heartbeat_throttle{60'000};
    milliseconds default_heartbeat_throttle{30'000};
    milliseconds graceful_shutdown{0};     // activities get so long to end before they are cancelled
    milliseconds deadlock_timeout{2'000};  // 0: no limit, for debuggers
    bool nondeterminism_fails_workflow = false;
    bool no_remote_activities = false;  // poll for workflow tasks only
  };

  worker_options& task_queue(std::string name) { return set(values_.task_queue, std::move(name)); }
  worker_options& identity(std::string name) { return set(values_.identity, std::move(name)); }
  worker_options& build_id(std::string id) { return set(values_.build_id, std::move(id)); }
  worker_options& deployment(deployment_options version) { return set(values_.deployment, std::move(version)); }
  worker_options& max_cached_workflows(std::uint32_t count) { return set(values_.max_cached_workflows, count); }
  worker_options& max_workflow_tasks(std::uint32_t count) { return set(values_.max_workflow_tasks, count); }
  worker_options& max_activities(std::uint32_t count) { return set(values_.max_activities, count); }
  worker_options& max_local_activities(std::uint32_t count) { return set(values_.max_local_activities, count); }
  worker_options& resource_based(resource_based_slots targets) { return set(values_.resource_based, targets); }
  worker_options& workflow_pollers(poller_options pollers) { return set(values_.workflow_pollers, pollers); }
  worker_options& activity_pollers(poller_options pollers) { return set(values_.activity_pollers, pollers); }
  worker_options& max_activities_per_second(double rate) { return set(values_.max_activities_per_second, rate); }
  worker_options& max_task_queue_activities_per_second(double rate) {
    return set(values_.max_task_queue_activities_per_second, rate);
  }
  worker_options& sticky_queue_timeout(milliseconds timeout) { return set(values_.sticky_queue_timeout, timeout); }
  worker_options& max_heartbeat_throttle(milliseconds interval) {
    return set(values_.max_heartbeat_throttle, interval);
  }
  worker_options& default_heartbeat_throttle(milliseconds interval) {
    return set(values_.default_heartbeat_throttle, interval);
  }
  worker_options& graceful_shutdown(milliseconds period) { return set(values_.graceful_shutdown, period); }
  worker_options& deadlock_timeout(milliseconds limit) { return set(values_.deadlock_timeout, limit); }
  worker_options& nondeterminism_fails_workflow(bool fails = true) {
    return set(values_.nondeterminism_fails_workflow, fails);
  }
  worker_options& no_remote_activities(bool off = true) { return set(values_.no_remote_activities, off); }

  [[nodiscard]] const values& get() const { return values_; }

 private:
  template <class Field, class Value>
  worker_options& set(Field& field, Value&& value) {
    field = std::forward<Value>(value);
    return *this;
  }
  values values_;
};

}  // namespace temporal
