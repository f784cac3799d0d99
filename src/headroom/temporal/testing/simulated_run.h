#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_completion/workflow_completion.pb.h"

#include "headroom/temporal/testing/agenda.h"
#include "headroom/temporal/testing/simulated_activity.h"
#include "headroom/temporal/testing/workflow_environment.h"
#include "headroom/temporal/workflow/instance.h"

namespace temporal::testing::detail {

// The server's and the core's part of one workflow run: answers its commands, and puts signals, queries and updates in.
class simulated_run {
 public:
  using job = coresdk::workflow_activation::WorkflowActivationJob;

  agenda& when() { return when_; }
  stand_ins& activity_mocks() { return activity_mocks_; }
  stand_ins& child_mocks() { return child_mocks_; }
  [[nodiscard]] const std::vector<workflow_environment::sent_signal>& signals() const { return signals_; }

  payload run_to_end(const std::shared_ptr<const workflow::detail::workflow_definition>& definition,
                     const payload_list& arguments);
  void signal(const std::string& name, const payload_list& arguments);
  payload query(const std::string& name, const payload_list& arguments);
  payload update(const std::string& name, const payload_list& arguments);
  void cancel(const std::string& reason);

 private:
  using completion = coresdk::workflow_completion::WorkflowActivationCompletion;
  using command = coresdk::workflow_commands::WorkflowCommand;
  using update_response = coresdk::workflow_commands::UpdateResponse;

  completion activate(const job& what);
  // As activate, and does what the workflow commands.
  void step(const job& what);
  void obey(const command& what);
  void start_timer(const coresdk::workflow_commands::StartTimer& what);
  template <class Command>
  void start_activity(const Command& what, bool is_local);
  void cancel_activity(std::uint32_t seq);
  void start_child(const coresdk::workflow_commands::StartChildWorkflowExecution& what);
  void end_child(const coresdk::workflow_commands::StartChildWorkflowExecution& what);
  void cancel_child(std::uint32_t seq);
  void note_signal(const coresdk::workflow_commands::SignalExternalWorkflowExecution& what);
  void later(job what);
  void require_running(const char* what) const;

  agenda when_;
  stand_ins activity_mocks_;
  stand_ins child_mocks_;
  std::unique_ptr<workflow::instance> instance_;
  std::uint32_t activations_ = 0;
  std::uint32_t updates_ = 0;
  std::map<std::uint32_t, agenda::entry> timers_;
  std::map<std::uint32_t, std::shared_ptr<simulated_activity>> activities_;
  struct child {
    coresdk::workflow_commands::StartChildWorkflowExecution command;
    agenda::entry end;
  };
  std::map<std::uint32_t, child> children_;
  std::map<std::string, update_response> responses_;  // by protocol instance id, the last one
  std::vector<workflow_environment::sent_signal> signals_;
  std::optional<command> end_;
};

}  // namespace temporal::testing::detail
