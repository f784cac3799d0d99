#pragma once

#include <functional>
#include <string>

#include "headroom/temporal/common/payload.h"
#include "headroom/temporal/workflow/task.h"

namespace temporal::workflow {

// What comes in: a run, a signal, a query or an update, with the headers of whoever sent it.
struct inbound_call {
  std::string name;  // the workflow's type for a run
  std::string id;    // the update's or query's id; empty for the others
  payload_list arguments;
  payload_map headers;
};

// What goes out: an activity, a child, a signal to another workflow or the next run of this one. Interceptors may
// change all of it before the command is written.
struct outbound_call {
  std::string name;                // the activity's, workflow's or signal's
  std::string target_workflow_id;  // of children and signals; empty for the others
  payload_list arguments;
  payload_map headers;
};

// Sees everything that enters and leaves the workflows of a worker: tracing, authentication, header propagation. One
// object serves all runs and threads, and must be as deterministic as workflow code. Each function's default lets the
// call pass; one that overrides it calls `next` to go on.
class interceptor {
 public:
  using next_task = std::function<task<payload>(inbound_call)>;
  using next_signal = std::function<task<void>(inbound_call)>;
  using next_query = std::function<payload(const inbound_call&)>;
  using next_validator = std::function<void(const inbound_call&)>;

  virtual ~interceptor() = default;

  // `next` is taken by value, for an override that is a coroutine must own it.
  // NOLINTBEGIN(performance-unnecessary-value-param)
  virtual task<payload> execute(inbound_call call, next_task next) { return next(std::move(call)); }
  virtual task<void> handle_signal(inbound_call call, next_signal next) { return next(std::move(call)); }
  virtual payload handle_query(const inbound_call& call, const next_query& next) { return next(call); }
  virtual void validate_update(const inbound_call& call, const next_validator& next) { next(call); }
  virtual task<payload> handle_update(inbound_call call, next_task next) { return next(std::move(call)); }
  // NOLINTEND(performance-unnecessary-value-param)

  virtual void start_activity(outbound_call&) {}  // remote and local ones
  virtual void start_child(outbound_call&) {}
  virtual void signal_external(outbound_call&) {}  // other workflows and children
  virtual void continue_as_new(outbound_call&) {}
};

}  // namespace temporal::workflow
