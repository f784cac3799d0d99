#include "headroom/temporal/worker/worker_core.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/worker/worker_json.h"
#include "headroom/temporal/worker/workflow_instances.h"

namespace temporal::detail {
namespace {

served_tasks tasks_of(const worker_options::values& options, const worker_offer& offer) {
  return {.workflows = !offer.workflows->empty(),
          .remote_activities = !offer.activities.empty() && !options.no_remote_activities};
}

// Workflows poll for tasks and for local activities, which share one loop with remote ones.
int loop_count(const served_tasks& tasks) { return tasks.workflows ? 2 : 1; }

std::unique_ptr<bridge_worker> open(const client_core& on, const worker_options::values& options,
                                    const served_tasks& tasks) {
  const std::string document = worker_json(options, on.namespace_name, tasks);
  tcb_worker* handle = nullptr;
  bridge_buffer error;
  if (tcb_worker_new(on.link->handle(), slice(document), &handle, error.out()) != TCB_OK) {
    throw configuration_error("making the worker of task queue " + options.task_queue + ": " + error.text());
  }
  auto bridge = std::make_unique<bridge_worker>(on.link->on_runtime(), handle);
  bridge->validate();
  return bridge;
}

workflow_run_factory run_factory(const client_core& on, const worker_options::values& options,
                                 const worker_offer& offer, bridge_worker& bridge) {
  workflow::instance_settings settings;
  settings.workflows = offer.workflows;
  settings.workflow_namespace = on.namespace_name;
  settings.task_queue = options.task_queue;
  settings.converter = on.converters;
  settings.log = [&bridge](const workflow::log_line& line) { bridge.log(line.level, log_text(line)); };
  settings.interceptors = offer.workflow_interceptors;
  if (options.deployment) {
    settings.default_behavior = static_cast<workflow::versioning>(options.deployment->default_behavior);
  }
  return instance_factory(std::move(settings));
}

workflow_dispatcher::settings workflow_settings(const worker_options::values& options,
                                                std::shared_ptr<query_gate> gate) {
  const auto processors = std::max(2U, std::thread::hardware_concurrency());
  return {.threads_max = std::min<std::size_t>(processors, options.max_workflow_tasks),
          .deadlock_timeout = options.deadlock_timeout,
          .forget_after_task = forgets_after_task(options),
          .gate = std::move(gate)};
}

activity_dispatcher::settings activity_settings(const worker_options::values& options,
                                                std::shared_ptr<query_gate> gate) {
  return {.task_queue = options.task_queue,
          .remote_threads_max = options.max_activities,
          .local_threads_max = options.max_local_activities,
          .gate = std::move(gate)};
}

}  // namespace

worker_core::worker_core(const client& on, const worker_options::values& options, const worker_offer& offer)
    : bridge_(open(*on.core(), options, tasks_of(options, offer))),
      workflows_(std::make_unique<workflow_dispatcher>(*bridge_, run_factory(*on.core(), options, offer, *bridge_),
                                                       workflow_settings(options, gate_))),
      activities_(std::make_unique<activity_dispatcher>(
          *bridge_, activity_environment_parts{offer.activities, offer.activity_interceptors, on.core()->converters},
          activity_settings(options, gate_))),
      loops_(loop_count(tasks_of(options, offer))) {}

worker_core::~worker_core() {
  if (!started_) return;
  try {
    initiate_shutdown();
    wait();
  } catch (const std::exception& error) {
    bridge_->log(log_level::error, error.what());
  }
}

void worker_core::start() {
  bridge_->run([this](bridge_event event) { return on_event(std::move(event)); });
  started_ = true;
}

more_events worker_core::on_event(bridge_event event) {
  if (event.status() != TCB_OK) {
    if (event.status() != TCB_SHUTDOWN) bridge_->log(log_level::error, event.error());
    return loops_.note(event);
  }
  if (event.kind() == TCB_KIND_WORKFLOW_ACTIVATION) {
    workflows_->on_activation(std::move(event));
  } else {
    activities_->on_task(event.data());
  }
  return more_events::yes;
}

void worker_core::end() {
  loops_.wait();
  workflows_->close();
  activities_->close();
  bridge_->finalize();
  if (const auto failure = loops_.failure()) throw sdk_error(*failure);
}

std::string worker_core::outstanding() {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (const int open = loops_.open_count(); open > 0) add(std::to_string(open) + " open poll loops");
  for (const auto& run : workflows_->busy_run_ids()) add("a workflow task of run " + run);
  for (const auto& type : activities_->running_types()) add("activity " + type);
  if (const auto count = bridge_->unacknowledged_count(); count > 0) {
    add(std::to_string(count) + " answers that the core has not taken");
  }
  return text;
}

}  // namespace temporal::detail
