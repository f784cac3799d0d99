#pragma once

#include "headroom/temporal/client/client_core.h"

// The calls at the end of the chain of interceptors, one .cc each. Private to the SDK.
namespace temporal::detail {

[[nodiscard]] workflow_execution start_workflow(const client_core& core, const start_workflow_input& input);
void signal_workflow(const client_core& core, const signal_workflow_input& input);
[[nodiscard]] payload query_workflow(const client_core& core, const query_workflow_input& input);
[[nodiscard]] update_workflow_output update_workflow(const client_core& core, const update_workflow_input& input);
// Waits for the outcome of an update that was sent earlier.
[[nodiscard]] update_outcome poll_update(const client_core& core, const workflow_execution& target,
                                         const std::string& update_id, const wait_options& options);

// The end of the chain.
class client_calls final : public client_outbound {
 public:
  explicit client_calls(const client_core& core) : client_outbound(nullptr), core_(core) {}
  workflow_execution start_workflow(start_workflow_input input) override {
    return detail::start_workflow(core_, input);
  }
  void signal_workflow(signal_workflow_input input) override { detail::signal_workflow(core_, input); }
  payload query_workflow(query_workflow_input input) override { return detail::query_workflow(core_, input); }
  update_workflow_output update_workflow(update_workflow_input input) override {
    return detail::update_workflow(core_, input);
  }

 private:
  const client_core& core_;
};

}  // namespace temporal::detail
