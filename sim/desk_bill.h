#pragma once

#include "sim/http_message.h"

namespace headroom::sim {

class simulator;

// GET /sim/invoice?start=&end=&hours=: what the hours in [start, end) come to, to hold a client's own reckoning
// against. Without times: the last seven days.
[[nodiscard]] http_response get_invoice(simulator& sim, const http_request& request);
// GET /sim/downloads/ID.csv: a generated billing report, until its URL expires.
[[nodiscard]] http_response get_download(simulator& sim, const http_request& request);

}  // namespace headroom::sim
