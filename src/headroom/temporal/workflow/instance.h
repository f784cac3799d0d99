#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "headroom/temporal/workflow/instance_settings.h"

namespace coresdk::workflow_activation {
class WorkflowActivation;
}
namespace coresdk::workflow_completion {
class WorkflowActivationCompletion;
}

namespace temporal::workflow {

namespace detail {
struct runtime;
}

// One run of a workflow in memory. An activation goes in and its completion comes out, as a pure function of what went
// in before: no thread, no clock, no I/O. Activations come one at a time, from any thread.
//
// Nothing is thrown: what goes wrong becomes a failed completion, after which only an eviction is of use. An eviction
// destroys the run's coroutines without resuming them; so does the destructor.
class instance {
 public:
  explicit instance(std::shared_ptr<const instance_settings> settings);
  ~instance();
  instance(const instance&) = delete;
  instance& operator=(const instance&) = delete;

  // A serialised coresdk WorkflowActivation to a serialised WorkflowActivationCompletion.
  std::string activate(std::string_view activation);

  // The same without serialisation. The activation is decoded in place by the codec.
  void activate(coresdk::workflow_activation::WorkflowActivation& in,
                coresdk::workflow_completion::WorkflowActivationCompletion& out);

  // Between activations: whether a local activity is under way, so that the workflow task is not over yet.
  [[nodiscard]] bool holds_task() const;
  // Whether the local activity of that id is.
  [[nodiscard]] bool awaits_local_activity(std::string_view activity_id) const;
  // Whether the last answer cancelled something that core may resolve at once, so that one more activation of the same
  // task may come.
  [[nodiscard]] bool awaits_cancelled() const { return awaits_cancelled_; }

 private:
  void work(coresdk::workflow_activation::WorkflowActivation& in,
            coresdk::workflow_completion::WorkflowActivationCompletion& out);

  std::shared_ptr<const instance_settings> settings_;
  std::unique_ptr<detail::runtime> run_;
  bool broken_ = false;
  bool awaits_cancelled_ = false;
};

}  // namespace temporal::workflow
