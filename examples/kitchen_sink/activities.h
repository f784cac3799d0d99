#pragma once

#include "headroom/temporal/worker/worker.h"

namespace kitchen_sink {

// Registers the sink's activities, all of them remote and local.
void register_activities(temporal::worker& worker);

}  // namespace kitchen_sink
