#include "headroom/temporal/testing/replay_worker.h"

#include <atomic>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "temporal/api/history/v1/message.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/runtime/errors.h"
#include "headroom/temporal/runtime/no_blocking.h"
#include "headroom/temporal/runtime/runtime_core.h"
#include "headroom/temporal/worker/plain_completion.h"

namespace temporal::detail {
namespace {

constexpr std::chrono::milliseconds deadlock_timeout{2'000};

std::string replay_json(const testing::replayer_options& options) {
  return nlohmann::json{{"namespace", options.namespace_name}, {"task_queue", options.task_queue}}.dump();
}

// The run as its first event names it; empty when the history has no usable start. Reads no more than that event.
std::string run_id_of(const workflow_history& history) {
  using google::protobuf::internal::WireFormatLite;
  google::protobuf::io::CodedInputStream in(reinterpret_cast<const std::uint8_t*>(history.bytes.data()),
                                            static_cast<int>(history.bytes.size()));
  std::string bytes;
  api::history::v1::HistoryEvent first;
  const int field = WireFormatLite::GetTagFieldNumber(in.ReadTag());
  if (field != api::history::v1::History::kEventsFieldNumber || !WireFormatLite::ReadBytes(&in, &bytes)) return {};
  if (!first.ParseFromString(bytes)) return {};
  return first.workflow_execution_started_event_attributes().original_execution_run_id();
}

bool is_fine(const std::string& reason) { return reason == "LANG_REQUESTED" || reason == "CACHE_FULL"; }

void throw_unless_ok(tcb_status status, const bridge_buffer& error) {
  if (status != TCB_OK) throw bridge_error(error.text());
}

}  // namespace

replay_worker::replay_worker(const std::shared_ptr<runtime>& on, const testing::replayer_options& options,
                             workflow_run_factory make_run)
    : runtime_(on), make_run_(std::move(make_run)), watchdog_(deadlock_timeout) {
  bridge_buffer error;
  const std::string document = replay_json(options);
  if (tcb_replay_new(on->core().handle(), slice(document), &handle_, error.out()) != TCB_OK) {
    throw bridge_error("making a replay worker: " + error.text());
  }
}

replay_worker::~replay_worker() { tcb_replay_free(handle_); }

testing::replay_result replay_worker::replay(const workflow_history& history) {
  require_blocking_allowed("a replay");
  testing::replay_result result{history.workflow_id, run_id_of(history), std::nullopt, false};
  try {
    const auto verdict = run_to_eviction(history);
    if (!is_fine(verdict.eviction_reason)) {
      result.nondeterministic = verdict.eviction_reason == "NONDETERMINISM";
      result.problem = verdict.eviction_reason + ": " + verdict.eviction_message;
    }
  } catch (const bridge_error& refused) {
    result.problem = std::string("the history cannot be replayed: ") + refused.what();
  }
  run_.reset();
  return result;
}

activation_peek replay_worker::run_to_eviction(const workflow_history& history) {
  bridge_buffer activation;
  bridge_buffer error;
  throw_unless_ok(
      tcb_replay_begin(handle_, slice(history.workflow_id), slice(history.bytes), activation.out(), error.out()),
      error);
  activation_peek last;
  while (!activation.view().empty()) {
    auto seen = peek(activation.view());
    if (!seen) throw bridge_error("an activation of the core could not be read");
    const std::string completion = completion_of(*seen, activation.view());
    last = std::move(*seen);
    throw_unless_ok(tcb_replay_step(handle_, slice(completion), activation.out(), error.out()), error);
  }
  return last;
}

std::string replay_worker::completion_of(const activation_peek& seen, std::string_view activation) {
  if (seen.evicts) {
    run_.reset();
    return empty_completion(seen.run_id);
  }
  try {
    if (seen.initializes) run_ = make_run_();
    if (run_ == nullptr) throw std::logic_error("the core goes on with a run that it has not started");
    return activate(seen.run_id, activation);
  } catch (...) {
    const std::string reason = describe(std::current_exception());
    runtime_->core().log(log_level::error, "run " + seen.run_id + ": its workflow task failed: " + reason);
    return failed_completion(seen.run_id, reason);
  }
}

// Workflow code that never comes back is only told of: nobody can interrupt it.
std::string replay_worker::activate(const std::string& run_id, std::string_view activation) {
  const no_blocking guard("a workflow thread");
  std::atomic<bool> late = false;
  std::string completion;
  {
    const watch_scope watch(watchdog_, [&] {
      late = true;
      runtime_->core().log(log_level::error, "run " + run_id + ": " + deadlock_message(deadlock_timeout));
    });
    completion = run_->activate(activation);
  }
  return late ? failed_completion(run_id, deadlock_message(deadlock_timeout)) : completion;
}

}  // namespace temporal::detail
