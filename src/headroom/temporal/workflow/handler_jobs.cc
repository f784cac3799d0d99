#include <fmt/format.h>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"
#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/continue_as_new.h"
#include "headroom/temporal/workflow/handlers.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::read_proto;
using temporal::detail::write_proto;

// Marks a handler as under way until the end of the block, also when its coroutine is destroyed.
class running_guard {
 public:
  running_guard(runtime& run, running_handlers::place place) : run_(run), place_(place) {}
  ~running_guard() { run_.running.end(place_); }
  running_guard(const running_guard&) = delete;
  running_guard& operator=(const running_guard&) = delete;

 private:
  runtime& run_;
  running_handlers::place place_;
};

task<void> run_signal(runtime& run, task<void> body, running_handlers::place place) {
  const running_guard guard(run, place);
  try {
    co_await body;
  } catch (...) {
    end_workflow(run, std::current_exception());
  }
}

using response = coresdk::workflow_commands::UpdateResponse;

response& respond(runtime& run, const std::string& protocol_instance_id) {
  auto& out = *run.commands.add().mutable_update_response();
  out.set_protocol_instance_id(protocol_instance_id);
  return out;
}

void reject(runtime& run, const std::string& protocol_instance_id, const std::exception_ptr& why) {
  temporal::detail::write_failure(why, run.settings->converter.attributes,
                                  *respond(run, protocol_instance_id).mutable_rejected());
}

const update_handler& find_update(const runtime& run, const std::string& name) {
  if (const auto* handler = run.handlers.update(name)) return *handler;
  throw payload_error(fmt::format("update '{}' has no handler in workflow type '{}'", name, run.info.workflow_type));
}

struct update_job {
  std::string protocol_instance_id;
  inbound_call call;
  bool validate = false;
};

// Finds the handler, validates and decodes. What it throws rejects the update before it leaves a trace; only a
// validator that tries to change something fails the task.
task<payload> accept_update(runtime& run, const update_job& job) {
  if (job.validate) {
    const read_only_guard guard(run);
    run.interceptors.validate_update(job.call, [&run](const inbound_call& call) {
      const auto& handler = find_update(run, call.name);
      if (handler.validate) handler.validate(run.object.get(), call.name, call.arguments);
    });
  }
  auto body = find_update(run, job.call.name).start(run.object.get(), job.call.name, job.call.arguments);
  if (run.settings->interceptors.empty()) return body;  // else it has shown that the arguments can be decoded
  return run.interceptors.handle_update(job.call, [&run](const inbound_call& call) {
    return find_update(run, call.name).start(run.object.get(), call.name, call.arguments);
  });
}

task<void> run_update(runtime& run, update_job job, running_handlers::place place) {
  const running_guard guard(run, place);
  std::optional<task<payload>> body;
  try {
    body = accept_update(run, job);
  } catch (const read_only_violation&) {
    throw;
  } catch (...) {
    reject(run, job.protocol_instance_id, std::current_exception());
    co_return;
  }
  respond(run, job.protocol_instance_id).mutable_accepted();
  try {
    const auto result = co_await *body;
    write_proto(result, *respond(run, job.protocol_instance_id).mutable_completed());
  } catch (...) {
    if (!fails_workflow(run, std::current_exception())) throw;
    reject(run, job.protocol_instance_id, std::current_exception());
  }
}

}  // namespace

void apply_signal(runtime& run, const coresdk::workflow_activation::SignalWorkflow& job) {
  deliver_signal(run, {job.signal_name(), {}, read_proto(job.input()), read_proto(job.headers())});
}

void deliver_signal(runtime& run, inbound_call signal) {
  const auto* handler = run.handlers.signal(signal.name);
  if (handler == nullptr) return run.handlers.keep(std::move(signal));
  const auto start = [&run, handler](const inbound_call& call) {
    return handler->start(run.object.get(), call.name, call.arguments);
  };
  try {
    const auto name = signal.name;
    auto body = start(signal);
    if (!run.settings->interceptors.empty()) {  // it has shown that the arguments can be decoded
      body =
          run.interceptors.handle_signal(std::move(signal), [start](const inbound_call& call) { return start(call); });
    }
    run.sched.start(run_signal(run, std::move(body), run.running.begin("signal " + name)), run.handler_scope());
  } catch (const payload_error& e) {
    run.log(log_level::error,
            fmt::format("signal '{}' is dropped, since its arguments cannot be decoded: {}", handler->name, e.what()));
  }
}

void apply_update(runtime& run, const coresdk::workflow_activation::DoUpdate& job) {
  update_job update{job.protocol_instance_id(),
                    {job.name(), job.id(), read_proto(job.input()), read_proto(job.headers())},
                    job.run_validator()};
  const auto place = run.running.begin("update " + job.name());
  run.sched.start(run_update(run, std::move(update), place), run.handler_scope());
}

void set_handler(signal_handler h) {
  auto& run = require_writable("set_signal_handler");
  run.handlers.set(std::move(h));
  for (auto& kept : run.handlers.take_deliverable()) deliver_signal(run, std::move(kept));
}

void set_handler(query_handler h) { require_writable("set_query_handler").handlers.set(std::move(h)); }

void set_handler(update_handler h) { require_writable("set_update_handler").handlers.set(std::move(h)); }

}  // namespace temporal::workflow::detail

namespace temporal::workflow {

bool all_handlers_finished() { return detail::require_current("all_handlers_finished").running.none(); }

}  // namespace temporal::workflow
