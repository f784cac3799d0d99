#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/worker/worker_options.h"

namespace temporal::detail {

// Which kinds of tasks the worker asks for: a kind that is asked for must be served, or the worker never ends.
struct served_tasks {
  bool workflows = true;
  bool remote_activities = true;
};

// The worker document of bridge/README.md. Throws configuration_error for options that contradict each other.
[[nodiscard]] std::string worker_json(const worker_options::values& options, std::string_view namespace_name,
                                      const served_tasks& tasks);

}  // namespace temporal::detail
