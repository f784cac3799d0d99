#pragma once

#include <string>

#include "headroom/temporal/common/data_converter.h"
#include "headroom/temporal/workflow/definition.h"
#include "headroom/temporal/workflow/task.h"

namespace headroom::autopilot {

inline constexpr const char* bulk_capacity_analysis_type = "BulkCapacityAnalysisWorkflow";
inline constexpr const char* get_all_namespace_metrics_type = "get_all_namespace_metrics";

// One durable analysis of the account: the activity get_all_namespace_metrics, start-to-close 5 minutes, heartbeat 30
// s, at most 3 attempts 1 s to 30 s apart. Compatible with the original project's workflow of this name: without an
// argument it calls the activity without one and returns its list. The optional argument is bulk_analysis_request; a
// wrong one fails the run, naming what is wrong. Query `get_status` tells in words where it is.
class bulk_capacity_analysis_workflow {
 public:
  temporal::workflow::task<temporal::payload> run(temporal::raw_args arguments);
  [[nodiscard]] std::string get_status() const { return status_; }

  static void define(temporal::workflow::definition<bulk_capacity_analysis_workflow>& d);

 private:
  std::string status_ = "Bulk capacity analysis: starting";
};

}  // namespace headroom::autopilot
