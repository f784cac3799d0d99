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

// Whether runs are forgotten after each of their tasks, which is what a cache of 0 means. Core's own way to do it is
// used only where its conditions for a cache are not met.
[[nodiscard]] bool forgets_after_task(const worker_options::values& options);

// The worker document of bridge/README.md. Throws configuration_error for options that contradict each other.
[[nodiscard]] std::string worker_json(const worker_options::values& options, std::string_view namespace_name,
                                      const served_tasks& tasks);

}  // namespace temporal::detail
