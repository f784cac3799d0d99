#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "headroom/temporal/common/converter_options.h"
#include "headroom/temporal/common/log_level.h"
#include "headroom/temporal/workflow/interceptor.h"
#include "headroom/temporal/workflow/registry.h"

namespace temporal::workflow {

// One line that workflow code, or the runtime on its behalf, has logged. Never during a replay.
struct log_line {
  log_level level = log_level::info;
  std::string message;
  std::string workflow_type;
  std::string workflow_id;
  std::string run_id;
};

// What all instances of a worker share. The functions are called from the worker's executor threads.
struct instance_settings {
  std::shared_ptr<const registry> workflows;
  std::string workflow_namespace;
  std::string task_queue;
  converter_options converter;
  std::function<void(const log_line&)> log;                // none by default
  std::vector<std::shared_ptr<interceptor>> interceptors;  // the first is the outermost
  // Sent with every completion of types that choose none themselves; unspecified without deployments.
  versioning default_behavior = versioning::unspecified;
  // Exceptions besides Temporal's failures that fail workflows of every type. May be empty.
  std::function<bool(const std::exception_ptr&)> fails_workflow;
};

}  // namespace temporal::workflow
