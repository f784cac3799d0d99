#pragma once

#include <memory>
#include <optional>
#include <string>

#include "headroom/autopilot/account_analysis.h"
#include "headroom/cli/settings/settings.h"
#include "headroom/cloud/live_services.h"

namespace headroom::cli {

// The way to Temporal Cloud, set up once for a command: network, the account's shared request budget, the clock.
class cloud_access {
 public:
  static result<std::unique_ptr<cloud_access>> make(const settings& all);
  explicit cloud_access(cloud::live_services live) : live_(std::move(live)) {}

  [[nodiscard]] cloud::services services() const { return live_.get(); }
  // What the budget had to say so far, if anything.
  [[nodiscard]] std::optional<std::string> warning() const { return services().metrics_budget.warning(); }

 private:
  mutable cloud::live_services live_;  // thread-safe
};

// The settings of file and environment as the analysis takes them. Fails on a price book that cannot be read.
result<autopilot::analysis_settings> analysis_settings_from(const settings& all);

}  // namespace headroom::cli
