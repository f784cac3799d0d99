#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "headroom/autopilot/account_analysis.h"
#include "headroom/cli/settings/settings.h"
#include "headroom/http/curl_client.h"
#include "headroom/http/request_budget.h"

namespace headroom::cli {

// The way to Temporal Cloud, set up once for a command: HTTP client, the account's shared request budget, the clock.
class cloud_access {
 public:
  static result<std::unique_ptr<cloud_access>> make(const settings& all);

  [[nodiscard]] cloud::services services() const;
  // What the budget had to say when it was set up, if anything.
  [[nodiscard]] std::optional<std::string> warning() const { return budget_.warning(); }

  cloud_access(std::unique_ptr<http::client> network, std::filesystem::path budget_file);

 private:
  std::unique_ptr<http::client> network_;
  mutable http::request_budget budget_;
};

// The settings of file and environment as the analysis takes them. Fails on a price book that cannot be read.
result<autopilot::analysis_settings> analysis_settings_from(const settings& all);

}  // namespace headroom::cli
