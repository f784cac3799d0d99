#include "headroom/temporal/worker/worker_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {
namespace {

using nlohmann::json;

json pollers_json(const poller_options& pollers) {
  if (const auto* fixed = std::get_if<fixed_pollers>(&pollers)) return {{"simple_maximum", fixed->count}};
  const auto& scaling = std::get<autoscaling_pollers>(pollers);
  return {{"autoscaling", {{"minimum", scaling.minimum}, {"maximum", scaling.maximum}, {"initial", scaling.initial}}}};
}

json versioning_json(const worker_options::values& options) {
  if (!options.deployment) return {{"none", {{"build_id", options.build_id}}}};
  const auto& deployment = *options.deployment;
  json version{{"deployment_name", deployment.deployment_name},
               {"build_id", deployment.build_id},
               {"use_worker_versioning", deployment.use_worker_versioning}};
  if (deployment.default_behavior == versioning_behavior::pinned) version["default_behavior"] = "pinned";
  if (deployment.default_behavior == versioning_behavior::auto_upgrade) version["default_behavior"] = "auto_upgrade";
  return {{"deployment", version}};
}

json slots_json(const worker_options::values& options) {
  if (!options.resource_based) {
    return {{"workflow", {{"fixed", options.max_workflow_tasks}}},
            {"activity", {{"fixed", options.max_activities}}},
            {"local_activity", {{"fixed", options.max_local_activities}}}};
  }
  const auto follow = [](std::uint32_t minimum, std::uint32_t maximum) {
    return json{{"resource_based", {{"min", std::min(minimum, maximum)}, {"max", maximum}, {"ramp_throttle_ms", 50}}}};
  };
  return {
      {"workflow", follow(2, options.max_workflow_tasks)},
      {"activity", follow(1, options.max_activities)},
      {"local_activity", follow(1, options.max_local_activities)},
      {"resource_targets",
       {{"memory", options.resource_based->memory_usage_target}, {"cpu", options.resource_based->cpu_usage_target}}}};
}

void check(const worker_options::values& options, const served_tasks& tasks) {
  if (options.task_queue.empty()) throw configuration_error("worker_options has no task_queue");
  if (!tasks.workflows && !tasks.remote_activities) {
    throw configuration_error("the worker of task queue " + options.task_queue +
                              " serves nothing: register a workflow or an activity before it runs");
  }
  if (options.max_workflow_tasks < 2 && options.max_cached_workflows > 0) {
    throw configuration_error(
        "max_workflow_tasks must be at least 2 with a workflow cache: one slot serves the sticky queue");
  }
}

// While a run is in core's hands it needs a place in core's cache, and the server offers its tasks to this worker
// first. Both last for no longer than a task.
constexpr std::chrono::milliseconds sticky_timeout_without_cache{1'000};

}  // namespace

bool forgets_after_task(const worker_options::values& options) {
  const auto* fixed = options.workflow_pollers ? std::get_if<fixed_pollers>(&*options.workflow_pollers) : nullptr;
  return options.max_cached_workflows == 0 && options.max_workflow_tasks >= 2 &&
         (fixed == nullptr || fixed->count >= 2);
}

std::string worker_json(const worker_options::values& options, std::string_view namespace_name,
                        const served_tasks& tasks) {
  check(options, tasks);
  const bool forgets = forgets_after_task(options);
  json document{
      {"namespace", namespace_name},
      {"task_queue", options.task_queue},
      {"task_types",
       {{"workflows", tasks.workflows},
        {"local_activities", tasks.workflows},
        {"remote_activities", tasks.remote_activities}}},
      {"max_cached_workflows", forgets ? options.max_workflow_tasks : options.max_cached_workflows},
      {"slots", slots_json(options)},
      {"sticky_schedule_to_start_timeout_ms",
       (forgets ? std::min(sticky_timeout_without_cache, options.sticky_queue_timeout) : options.sticky_queue_timeout)
           .count()},
      {"max_heartbeat_throttle_ms", options.max_heartbeat_throttle.count()},
      {"default_heartbeat_throttle_ms", options.default_heartbeat_throttle.count()},
      {"graceful_shutdown_ms", options.graceful_shutdown.count()},
      {"nondeterminism_fails_workflow", options.nondeterminism_fails_workflow}};
  if (options.deployment || !options.build_id.empty()) document["versioning"] = versioning_json(options);
  if (!options.identity.empty()) document["identity"] = options.identity;
  if (options.workflow_pollers) document["workflow_pollers"] = pollers_json(*options.workflow_pollers);
  if (options.activity_pollers) document["activity_pollers"] = pollers_json(*options.activity_pollers);
  if (options.max_activities_per_second > 0)
    document["max_worker_activities_per_second"] = options.max_activities_per_second;
  if (options.max_task_queue_activities_per_second > 0) {
    document["max_task_queue_activities_per_second"] = options.max_task_queue_activities_per_second;
  }
  return document.dump();
}

}  // namespace temporal::detail
