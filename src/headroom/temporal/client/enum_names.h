#pragma once

#include <string>
#include <string_view>

namespace temporal::detail {

// The name of a protocol enum's value without the prefix that all of them share:
// WORKFLOW_EXECUTION_STATUS_RUNNING -> RUNNING.
[[nodiscard]] inline std::string short_name(const std::string& name, std::string_view prefix) {
  return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

}  // namespace temporal::detail
