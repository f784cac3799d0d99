// Runs one durable analysis on headroom's worker and prints what should change.
#include <iostream>

#include "headroom/autopilot/bulk_capacity_analysis_client.h"

int main() {
  // The service and the namespace come from TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, ... or temporal.toml.
  auto client = temporal::client::connect(temporal::runtime::create(), temporal::load_connect_options());
  headroom::autopilot::bulk_capacity_analysis_client analysis(client);
  auto found = analysis.run({.policy = "headroom", .namespaces = {"*-prod.*"}});
  if (!found) {
    std::cerr << found.error().message << '\n';
    return 1;
  }
  for (const auto& row : found->recommendations) {
    if (row.recommended_trus != row.current_trus.value_or(0)) {
      std::cout << row.id << ": " << row.recommended_trus << " TRUs, " << row.reason << '\n';
    }
  }
}
