#pragma once

#include <memory>
#include <string>
#include <utility>

#include "headroom/temporal/workflow/scope_state.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow {

// A part of the workflow that can be cancelled on its own. Cancelling reaches it and all scopes below that are not
// shielded, once and for good: operations under way end as their kind says (timers and conditions at once), and later
// ones throw cancelled_failure without a command. Copies are the same scope.
//   wf::cancellation_scope attempt;
//   auto running = wf::spawn(attempt.run(upload()));
//   ...
//   attempt.cancel();
class cancellation_scope {
 public:
  cancellation_scope();                                // below the current one
  [[nodiscard]] static cancellation_scope shielded();  // below it too, but not reached by its cancellation

  void cancel(const std::string& reason = {}) const;
  [[nodiscard]] bool cancelled() const { return state_->cancelled(); }

  // The task, bound to this scope: to be awaited or spawned.
  template <class T>
  task<T> run(task<T> t) const {
    t.bind(state_);
    return t;
  }

  [[nodiscard]] const std::shared_ptr<detail::scope_state>& state() const { return state_; }

 private:
  explicit cancellation_scope(detail::scope_kind kind);
  std::shared_ptr<detail::scope_state> state_;
};

// Cleanup that cancellation from outside does not reach: co_await wf::shielded(refund(id)).
template <class T>
task<T> shielded(task<T> t) {
  return cancellation_scope::shielded().run(std::move(t));
}

// True when the scope of the code that asks is cancelled.
[[nodiscard]] bool cancelled();
// Throws cancelled_failure when it is.
void throw_if_cancelled();

}  // namespace temporal::workflow
