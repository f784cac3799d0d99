#pragma once

#include "sim/http_message.h"

namespace headroom::sim {

class simulator;

// The simulator's own pages, which the real service has not: /sim/clock, /sim/history, /sim/world, /sim/calls,
// /sim/faults and the page at /. No key is asked for.
[[nodiscard]] http_response answer_desk(simulator& sim, const http_request& request);

}  // namespace headroom::sim
