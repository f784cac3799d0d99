#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "headroom/autopilot/account_analysis.h"
#include "headroom/temporal/common/data_converter.h"

namespace headroom::autopilot {

// The activity `get_all_namespace_metrics`: one analysis of the account as one payload. Its optional argument is the
// workflow's. It heartbeats about once a second while an answer is waited for, stops at once when cancelled, and fails
// with the error's code as the failure's type; errors that another try cannot mend are not retried. Safe to call from
// several threads.
class analysis_activity {
 public:
  using log_function = std::function<void(cloud::log_level level, std::string_view line)>;

  // All of `with` outlives the activity.
  analysis_activity(cloud::services with, analysis_settings settings, log_function log);

  [[nodiscard]] temporal::payload run(temporal::raw_args arguments) const;

 private:
  void log_outcome(const account_analysis& found) const;

  cloud::services with_;
  analysis_settings settings_;
  log_function log_;
};

}  // namespace headroom::autopilot
