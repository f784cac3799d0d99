#pragma once

#include <stdexcept>

namespace temporal::workflow {

// Workflow calls where none is possible: outside a workflow, or in a thread of its own.
class outside_workflow : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// A query or a validator tried to change something. It fails the task: the code must be mended.
class read_only_violation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

}  // namespace temporal::workflow
