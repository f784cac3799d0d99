#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "headroom/temporal/client/start_options.h"
#include "headroom/temporal/client/wait_options.h"
#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/common/payload.h"

namespace temporal {

// Names an execution; an empty run id means the current or last run.
struct workflow_execution {
  std::string workflow_id;
  std::string run_id;

  friend bool operator==(const workflow_execution&, const workflow_execution&) = default;
};

// A call of a handler of a workflow: a signal, a query or an update, by name.
struct handler_call {
  std::string name;
  payload_list arguments;
  payload_map headers;
};

struct start_workflow_input {
  std::string workflow_type;
  payload_list arguments;
  start_options options;
  payload_map headers;
  std::optional<handler_call> with_signal;  // signal-with-start
};

struct signal_workflow_input {
  workflow_execution target;
  handler_call signal;
};

// Which states of the workflow make a query be refused.
enum class query_reject : std::uint8_t { none = 1, not_open = 2, not_completed_cleanly = 3 };

struct query_workflow_input {
  workflow_execution target;
  handler_call query;
  query_reject reject = query_reject::none;
};

// How far an update is waited for.
enum class update_stage : std::uint8_t { admitted = 1, accepted = 2, completed = 3 };

struct update_workflow_input {
  workflow_execution target;
  std::string first_execution_run_id;  // refuses a workflow that is not of this chain of runs; empty: any
  handler_call update;
  std::string update_id;  // never empty
  update_stage wait_for = update_stage::completed;
  wait_options wait;
  std::optional<start_workflow_input> with_start;  // update-with-start
};

// How an update ended: a result or a failure.
struct update_outcome {
  payload result;
  std::shared_ptr<const temporal::failure> failure;  // null when it succeeded
};

struct update_workflow_output {
  workflow_execution target;              // with the run that took the update
  std::optional<update_outcome> outcome;  // empty when it has not completed yet
};

// What a client sends, one member a kind of call. The base forwards to the next in the chain; an interceptor derives
// from it, changes what passes (headers, arguments, results), and calls the base to go on.
class client_outbound {
 public:
  explicit client_outbound(std::unique_ptr<client_outbound> next) : next_(std::move(next)) {}
  virtual ~client_outbound() = default;
  client_outbound(const client_outbound&) = delete;
  client_outbound& operator=(const client_outbound&) = delete;

  // The run that was started, or that runs already where the conflict policy says so.
  virtual workflow_execution start_workflow(start_workflow_input input) {
    return next_->start_workflow(std::move(input));
  }
  virtual void signal_workflow(signal_workflow_input input) { next_->signal_workflow(std::move(input)); }
  virtual payload query_workflow(query_workflow_input input) { return next_->query_workflow(std::move(input)); }
  virtual update_workflow_output update_workflow(update_workflow_input input) {
    return next_->update_workflow(std::move(input));
  }

 private:
  std::unique_ptr<client_outbound> next_;
};

// Puts itself into the chain of every client that it is given to.
class client_interceptor {
 public:
  virtual ~client_interceptor() = default;
  [[nodiscard]] virtual std::unique_ptr<client_outbound> intercept(std::unique_ptr<client_outbound> next) = 0;
};

}  // namespace temporal
