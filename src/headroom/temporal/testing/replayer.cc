#include "headroom/temporal/testing/replayer.h"

#include <utility>

#include "headroom/temporal/testing/replay_worker.h"
#include "headroom/temporal/worker/workflow_instances.h"
#include "headroom/temporal/workflow/registry.h"

namespace temporal::testing {

replayer::replayer(std::shared_ptr<runtime> on, replayer_options options)
    : runtime_(std::move(on)), options_(std::move(options)), workflows_(std::make_shared<workflow::registry>()) {}

replayer::~replayer() = default;

replayer& replayer::add(std::shared_ptr<const workflow::detail::workflow_definition> definition) {
  workflows_->add(std::move(definition));
  return *this;
}

std::vector<replay_result> replayer::replay(const std::vector<workflow_history>& histories) const {
  workflow::instance_settings settings;
  settings.workflows = workflows_;
  settings.workflow_namespace = options_.namespace_name;
  settings.task_queue = options_.task_queue;
  settings.converter = options_.converters;
  settings.interceptors = options_.interceptors;
  detail::replay_worker worker(runtime_, options_, detail::instance_factory(std::move(settings)));
  std::vector<replay_result> results;
  for (const auto& history : histories) results.push_back(worker.replay(history));
  return results;
}

}  // namespace temporal::testing
