#include "headroom/temporal/workflow/runtime.h"

#include <fmt/format.h>

#include "headroom/temporal/workflow/determinism_guard.h"

namespace temporal::workflow::detail {
namespace {

thread_local runtime* current_run = nullptr;

}  // namespace

runtime::runtime(std::shared_ptr<const instance_settings> s)
    : settings(std::move(s)), interceptors(settings->interceptors) {}

// Locals of user code may call the workflow API from their destructors: those calls find the run, and do nothing.
runtime::~runtime() {
  const current_guard guard(*this);
  deleting = true;
  replaying = true;
  conditions.clear();
  sched.destroy_all();
  object.reset();
  timers.clear();
  activities.clear();
  children.clear();
  external_signals.clear();
  external_cancels.clear();
  handlers = {};
}

const std::shared_ptr<scope_state>& runtime::scope() const {
  const auto* running_scope = sched.current_scope();
  return running_scope != nullptr ? *running_scope : root;
}

void runtime::log(log_level level, std::string message) const {
  if (replaying || !settings->log) return;
  const guard_pause sink_may_ask_the_outside;
  settings->log({level, std::move(message), info.workflow_type, info.workflow_id, info.run_id});
}

runtime* current() noexcept { return current_run; }

runtime& require_current(const char* what) {
  if (current_run != nullptr) return *current_run;
  throw outside_workflow(
      fmt::format("{} was called outside a workflow; it belongs into a workflow's run() or handlers, "
                  "on the thread that the worker runs them on",
                  what));
}

runtime& require_writable(const char* what) {
  auto& run = require_current(what);
  if (run.read_only && !run.deleting) {
    throw read_only_violation(fmt::format("{} was started in a query or an update's validator, which only read", what));
  }
  return run;
}

runtime& require_open(const char* what) {
  auto& run = require_writable(what);
  if (!run.deleting) run.scope()->check();
  return run;
}

current_guard::current_guard(runtime& r) : before_(current_run) { current_run = &r; }
current_guard::~current_guard() { current_run = before_; }

}  // namespace temporal::workflow::detail
