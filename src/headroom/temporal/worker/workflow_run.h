#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace temporal::detail {

// One run of a workflow in memory: an activation goes in, its completion comes out. Activations of a run come one at a
// time, but from different threads.
class workflow_run {
 public:
  virtual ~workflow_run() = default;
  // Serialised WorkflowActivation and WorkflowActivationCompletion.
  virtual std::string activate(std::string_view activation) = 0;
  // After an activation: whether a local activity is under way, so that the workflow task is not over yet.
  [[nodiscard]] virtual bool holds_task() const = 0;
  // Whether the local activity of that id is, so that its end is still to be told.
  [[nodiscard]] virtual bool awaits_local_activity(std::string_view activity_id) const = 0;
  // Whether its last answer may bring one more activation of the same task at once.
  [[nodiscard]] virtual bool awaits_cancelled() const = 0;
};

using workflow_run_factory = std::function<std::unique_ptr<workflow_run>()>;

}  // namespace temporal::detail
