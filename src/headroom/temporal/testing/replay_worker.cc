#include "headroom/temporal/testing/replay_worker.h"

#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "temporal/api/history/v1/message.pb.h"

#include "headroom/temporal/runtime/await_event.h"
#include "headroom/temporal/runtime/runtime_core.h"

namespace temporal::detail {
namespace {

// A replay takes milliseconds; this bounds the wait for a core that never evicts the run.
constexpr std::chrono::seconds verdict_patience{120};

std::string replay_json(const testing::replayer_options& options) {
  return nlohmann::json{{"namespace", options.namespace_name}, {"task_queue", options.task_queue}}.dump();
}

// The run as its first event names it; empty when the history has no usable start.
std::string run_id_of(const workflow_history& history) {
  api::history::v1::History message;
  if (!message.ParseFromString(history.bytes) || message.events().empty()) return {};
  return message.events(0).workflow_execution_started_event_attributes().original_execution_run_id();
}

bool is_fine(const std::string& reason) { return reason == "LANG_REQUESTED" || reason == "CACHE_FULL"; }

}  // namespace

replay_worker::replay_worker(const std::shared_ptr<runtime>& on, const testing::replayer_options& options,
                             workflow_run_factory make_run)
    : runtime_(on) {
  tcb_worker* handle = nullptr;
  bridge_buffer error;
  const std::string document = replay_json(options);
  if (tcb_replay_new(on->core().handle(), slice(document), &handle, &feeder_, error.out()) != TCB_OK) {
    throw bridge_error("making a replay worker: " + error.text());
  }
  bridge_ = std::make_unique<bridge_worker>(on, handle);
  workflow_dispatcher::settings settings;
  settings.on_eviction = [this](const activation_peek& eviction) { note(eviction); };
  workflows_ = std::make_unique<workflow_dispatcher>(*bridge_, std::move(make_run), std::move(settings));
  bridge_->run([this](bridge_event event) { return on_event(std::move(event)); });
}

replay_worker::~replay_worker() {
  tcb_replay_close(feeder_);
  loops_.wait();
  workflows_->close();
  try {
    bridge_->finalize();
  } catch (const sdk_error& error) {
    bridge_->log(log_level::error, error.what());
  }
}

more_events replay_worker::on_event(bridge_event event) {
  if (event.status() != TCB_OK) return loops_.note(event);
  workflows_->on_activation(std::move(event));
  return more_events::yes;
}

void replay_worker::note(const activation_peek& eviction) {
  const std::lock_guard lock(mutex_);
  verdicts_.try_emplace(eviction.run_id, eviction);
  decided_.notify_all();
}

std::optional<std::string> replay_worker::push(const workflow_history& history) {
  try {
    const auto event = await_call(runtime_->core().events(), [&](event_tag tag, tcb_buf* error) {
      return tcb_replay_push(feeder_, slice(history.workflow_id), slice(history.bytes), tag, error);
    });
    if (event.status() == TCB_OK) return std::nullopt;
    return std::string(event.error());
  } catch (const bridge_error& refused) {
    return refused.what();
  }
}

std::optional<activation_peek> replay_worker::wait_for_verdict(const std::string& run_id) {
  std::unique_lock lock(mutex_);
  if (!decided_.wait_for(lock, verdict_patience, [&] { return verdicts_.contains(run_id); })) return std::nullopt;
  return std::move(verdicts_.extract(run_id).mapped());
}

testing::replay_result replay_worker::replay(const workflow_history& history) {
  testing::replay_result result{history.workflow_id, run_id_of(history), std::nullopt, false};
  if (auto refused = push(history)) {
    result.problem = "the history cannot be replayed: " + *refused;
    return result;
  }
  const auto verdict = wait_for_verdict(result.run_id);
  if (!verdict) {
    result.problem = "the replay did not end";
  } else if (!is_fine(verdict->eviction_reason)) {
    result.nondeterministic = verdict->eviction_reason == "NONDETERMINISM";
    result.problem = verdict->eviction_reason + ": " + verdict->eviction_message;
  }
  return result;
}

}  // namespace temporal::detail
