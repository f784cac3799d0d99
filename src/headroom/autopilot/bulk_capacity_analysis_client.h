#pragma once

#include <string>

#include "headroom/autopilot/analysis_payload.h"
#include "headroom/autopilot/bulk_analysis_request.h"
#include "headroom/temporal/client/client.h"

namespace headroom::autopilot {

// Runs BulkCapacityAnalysisWorkflow on somebody's worker, from a program:
//   auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
//   auto found = headroom::autopilot::bulk_capacity_analysis_client(client).run({.policy = "original"});
//   for (const auto& row : found->recommendations) ...
class bulk_capacity_analysis_client {
 public:
  static constexpr const char* default_task_queue = "capacity-management-task-queue";

  explicit bulk_capacity_analysis_client(temporal::client on, std::string task_queue = default_task_queue);

  // Starts a run and returns at once. Throws what temporal::client::start throws. An empty id is made up.
  [[nodiscard]] temporal::workflow_handle start(const bulk_analysis_request& request,
                                                std::string workflow_id = {}) const;

  // Waits for its result. A run that failed is an error with its failure's message; a connection that cannot be had
  // throws.
  [[nodiscard]] result<bulk_analysis> wait_for(const temporal::workflow_handle& run,
                                               const temporal::wait_options& wait = {}) const;

  [[nodiscard]] result<bulk_analysis> run(const bulk_analysis_request& request, std::string workflow_id = {}) const;

 private:
  temporal::client client_;
  std::string task_queue_;
};

}  // namespace headroom::autopilot
