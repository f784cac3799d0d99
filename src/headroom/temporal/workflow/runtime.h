#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "headroom/base/rng.h"
#include "headroom/temporal/workflow/activity_operation.h"
#include "headroom/temporal/workflow/child_operation.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/condition_list.h"
#include "headroom/temporal/workflow/errors.h"
#include "headroom/temporal/workflow/external_operation.h"
#include "headroom/temporal/workflow/handler_registry.h"
#include "headroom/temporal/workflow/info.h"
#include "headroom/temporal/workflow/instance_settings.h"
#include "headroom/temporal/workflow/interceptor_chain.h"
#include "headroom/temporal/workflow/patch_table.h"
#include "headroom/temporal/workflow/pending_table.h"
#include "headroom/temporal/workflow/running_handlers.h"
#include "headroom/temporal/workflow/scheduler.h"
#include "headroom/temporal/workflow/scope_state.h"
#include "headroom/temporal/workflow/timer_operation.h"

namespace temporal::workflow::detail {

// The state of one run, as parts that each know their own business. What is done with them stands elsewhere: jobs.cc
// puts an activation in, the public functions read and change them, instance.cc takes the completion out.
struct runtime {
  explicit runtime(std::shared_ptr<const instance_settings> s);
  ~runtime();
  runtime(const runtime&) = delete;
  runtime& operator=(const runtime&) = delete;

  std::uint64_t next_operation_id() { return ++last_operation_id; }
  // The scope of the code that runs now: its coroutine's, or the root outside of coroutines.
  [[nodiscard]] const std::shared_ptr<scope_state>& scope() const;
  // Each run of a handler has a scope of its own below the root.
  [[nodiscard]] std::shared_ptr<scope_state> handler_scope() const {
    return std::make_shared<scope_state>(root, scope_kind::open);
  }
  void log(log_level level, std::string message) const;

  const std::shared_ptr<const instance_settings> settings;
  const interceptor_chain interceptors;

  scheduler sched;
  condition_list conditions;
  command_list commands;
  pending_table<timer_operation> timers;
  pending_table<activity_operation> activities;
  pending_table<child_operation> children;
  pending_table<external_operation> external_signals;
  pending_table<external_operation> external_cancels;
  std::shared_ptr<scope_state> root = std::make_shared<scope_state>(nullptr, scope_kind::open);
  handler_registry handlers;
  running_handlers running;
  patch_table patches;
  headroom::rng random{0};
  workflow::info info;
  payload_list arguments;  // of run(), until it starts
  std::string details;

  const workflow_definition* definition = nullptr;
  std::shared_ptr<void> object;

  timestamp now;
  std::optional<std::string> cancel_reason;
  std::exception_ptr stray_error;  // of a spawned task that nobody waited for
  std::uint64_t last_operation_id = 0;
  bool replaying = false;
  bool read_only = false;
  bool deleting = false;
};

// The run whose activation this thread works on; null in between and on all other threads.
[[nodiscard]] runtime* current() noexcept;
// Throws outside_workflow, naming what was tried.
runtime& require_current(const char* what);
// Throws read_only_violation too, in queries and validators.
runtime& require_writable(const char* what);

// What starts an operation: writable, and the scope not cancelled (cancelled_failure). While a run is being destroyed
// everything is allowed and nothing has an effect.
runtime& require_open(const char* what);

// Makes a run current from here to the end of the block.
class current_guard {
 public:
  explicit current_guard(runtime& r);
  ~current_guard();
  current_guard(const current_guard&) = delete;
  current_guard& operator=(const current_guard&) = delete;

 private:
  runtime* before_;
};

class read_only_guard {
 public:
  explicit read_only_guard(runtime& r) : run_(r), before_(r.read_only) { run_.read_only = true; }
  ~read_only_guard() { run_.read_only = before_; }
  read_only_guard(const read_only_guard&) = delete;
  read_only_guard& operator=(const read_only_guard&) = delete;

 private:
  runtime& run_;
  bool before_;
};

}  // namespace temporal::workflow::detail
