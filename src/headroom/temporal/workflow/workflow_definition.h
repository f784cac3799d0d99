#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "headroom/temporal/workflow/handler_table.h"

namespace temporal::workflow {

// What happens to running workflows of a type when a new version of the worker is deployed.
enum class versioning : std::uint8_t { unspecified, pinned, auto_upgrade };

namespace detail {

// A workflow type with its class erased.
struct workflow_definition {
  std::string name;  // empty: for every type that has no definition of its own
  std::function<std::shared_ptr<void>(const payload_list& input)> create;
  std::function<task<payload>(void* object, const payload_list& input)> run;
  handler_table handlers;
  versioning behavior = versioning::unspecified;
  // Exceptions besides Temporal's failures that fail the workflow and not only its task. May be empty.
  std::function<bool(const std::exception_ptr&)> fails_workflow;
};

}  // namespace detail
}  // namespace temporal::workflow
