#pragma once

#include <string>
#include <string_view>

namespace temporal::detail {

// Serialised WorkflowActivationCompletions that need no workflow.

// A success without commands, as evictions want it.
[[nodiscard]] std::string empty_completion(std::string_view run_id);
// Fails the workflow task.
[[nodiscard]] std::string failed_completion(std::string_view run_id, std::string_view message);

}  // namespace temporal::detail
