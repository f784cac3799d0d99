#pragma once

#include <stdexcept>

namespace temporal {

// A value that could not be written as a payload, or a payload that could not be read as the asked type. In a workflow
// it fails the task (the bug can be mended and the run goes on), in an activity the attempt; a signal is dropped, an
// update rejected, a query failed.
class payload_error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace temporal
