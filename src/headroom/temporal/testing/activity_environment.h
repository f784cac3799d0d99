#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <vector>

#include "headroom/temporal/activity/context.h"

namespace temporal::testing {

// Runs activity functions without worker and server: info of the test's choice, heartbeats collected, cancellation at
// will.
class activity_environment {
 public:
  // The info that the function sees; ids and type have harmless defaults.
  explicit activity_environment(activity::info info = default_info());

  // Calls the function as the worker would. Its result, or whatever it throws.
  template <class F, class... Arguments>
  std::invoke_result_t<F, Arguments...> run(F&& function, Arguments&&... arguments) {
    const activity::context_scope scope(*context_);
    return std::invoke(std::forward<F>(function), std::forward<Arguments>(arguments)...);
  }

  // Called with each heartbeat, on the activity's thread; also the place to cancel "after the third heartbeat".
  void on_heartbeat(std::function<void(const payload_list& details)> callback);
  // The details of all heartbeats so far.
  [[nodiscard]] std::vector<payload_list> heartbeats() const;
  // Asks the running activity, or the next, to stop. From any thread.
  void cancel(activity::cancel_reason reason = activity::cancel_reason::cancelled) {
    context_->request_cancellation(reason);
  }

  [[nodiscard]] static activity::info default_info();

 private:
  void record(payload_list details);

  mutable std::mutex mutex_;
  std::vector<payload_list> heartbeats_;
  std::function<void(const payload_list&)> callback_;
  std::unique_ptr<activity::context> context_;
};

}  // namespace temporal::testing
