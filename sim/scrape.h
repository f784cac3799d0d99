#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/account.h"
#include "sim/metric_samples.h"
#include "sim/scrape_fault.h"

namespace headroom::sim {

struct scrape_request {
  std::vector<std::string> namespaces;  // globs over full ids or bare names; empty: all
  std::vector<std::string> metrics;     // names; empty: all
  opt_in labels;
};

struct scrape_result {
  std::string body;
  std::string_view completeness;  // X-Completeness
  std::int64_t points = 0;
};

// The body of GET /v1/metrics at that moment: the newest whole minute before now minus the lag, in OpenMetrics text.
[[nodiscard]] scrape_result scrape(account& of, const scrape_request& wanted, const std::vector<fault>& faults,
                                   std::int64_t now_ms);

}  // namespace headroom::sim
