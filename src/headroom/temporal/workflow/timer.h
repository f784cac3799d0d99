#pragma once

#include <string>

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/workflow/handle.h"

namespace temporal::workflow {

// A timer of the server, started here and now: co_await wf::sleep(10s). It survives restarts of workers and servers.
// `summary` is one line for user interfaces. A negative duration throws; in a cancelled scope it throws
// cancelled_failure.
using timer = handle<void>;
timer sleep(duration d, const std::string& summary = {});

}  // namespace temporal::workflow
