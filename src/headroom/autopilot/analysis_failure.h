#pragma once

#include "headroom/base/error.h"

namespace headroom::autopilot {

// Ends a workflow or activity with the error: an application failure whose type is the error's code in CamelCase
// ("InvalidArgument"), not retried unless the error says that another try can help.
[[noreturn]] void throw_as_failure(const error& e);

}  // namespace headroom::autopilot
