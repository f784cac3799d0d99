#include "headroom/temporal/worker/bridge_worker.h"

#include <utility>

#include "headroom/temporal/client/rpc_failure.h"
#include "headroom/temporal/runtime/await_event.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal::detail {

bridge_worker::bridge_worker(std::shared_ptr<runtime> on, tcb_worker* handle)
    : runtime_(std::move(on)), handle_(handle) {}

bridge_worker::~bridge_worker() {
  {
    // Handlers of acknowledgements refer to this object.
    std::unique_lock lock(mutex_);
    all_acknowledged_.wait(lock, [this] { return in_flight_ == 0; });
  }
  tcb_worker_free(handle_);
}

reactor& bridge_worker::events() const { return runtime_->core().events(); }

void bridge_worker::log(log_level level, std::string_view message) { runtime_->core().log(level, message); }

void bridge_worker::validate() {
  const bridge_event event =
      await_call(events(), [&](event_tag tag, tcb_buf* error) { return tcb_worker_validate(handle_, tag, error); });
  throw_if_failed(event, "checking the worker's namespace");
}

void bridge_worker::run(reactor::handler on_event) {
  const event_tag tag = events().expect(std::move(on_event));
  bridge_buffer error;
  if (tcb_worker_run(handle_, tag, error.out()) != TCB_OK) {
    events().forget(tag);
    throw bridge_error("starting to poll: " + error.text());
  }
}

void bridge_worker::complete_workflow(std::string_view completion, std::shared_ptr<void> until_then) {
  complete(&tcb_worker_complete_wf, completion, "workflow task", std::move(until_then));
}

void bridge_worker::complete_activity(std::string_view completion) {
  complete(&tcb_worker_complete_act, completion, "activity task", nullptr);
}

void bridge_worker::complete(complete_function function, std::string_view completion, std::string_view what,
                             std::shared_ptr<void> until_then) {
  {
    const std::lock_guard lock(mutex_);
    ++in_flight_;
  }
  const event_tag tag = events().expect([this, what, until = std::move(until_then)](const bridge_event& event) mutable {
    if (event.status() != TCB_OK) {
      log(log_level::error,
          "the completion of a " + std::string(what) + " was not accepted: " + std::string(event.error()));
    }
    until.reset();  // may lead to further completions, so before the last of them may be taken for acknowledged
    acknowledged();
    return more_events::no;
  });
  bridge_buffer error;
  if (function(handle_, slice(completion), tag, error.out()) == TCB_OK) return;
  log(log_level::error, "the completion of a " + std::string(what) + " was refused: " + error.text());
  events().forget(tag);
  acknowledged();
}

void bridge_worker::acknowledged() {
  const std::lock_guard lock(mutex_);
  if (--in_flight_ == 0) all_acknowledged_.notify_all();
}

std::size_t bridge_worker::unacknowledged_count() {
  const std::lock_guard lock(mutex_);
  return in_flight_;
}

void bridge_worker::heartbeat(std::string_view heartbeat) {
  bridge_buffer error;
  if (tcb_worker_heartbeat(handle_, slice(heartbeat), error.out()) != TCB_OK) {
    log(log_level::warn, "a heartbeat was refused: " + error.text());
  }
}

void bridge_worker::evict(std::string_view run_id) {
  bridge_buffer error;
  if (tcb_worker_evict(handle_, slice(run_id), error.out()) != TCB_OK) {
    log(log_level::error, "evicting run " + std::string(run_id) + ": " + error.text());
  }
}

void bridge_worker::initiate_shutdown() {
  bridge_buffer error;
  if (tcb_worker_initiate_shutdown(handle_, error.out()) != TCB_OK) {
    throw bridge_error("starting the worker's shutdown: " + error.text());
  }
}

void bridge_worker::finalize() {
  {
    std::unique_lock lock(mutex_);
    all_acknowledged_.wait(lock, [this] { return in_flight_ == 0; });
  }
  const bridge_event event =
      await_call(events(), [&](event_tag tag, tcb_buf* error) { return tcb_worker_finalize(handle_, tag, error); });
  throw_if_failed(event, "ending the worker");
}

}  // namespace temporal::detail
