#include "headroom/temporal/activity/dispatcher.h"

#include <algorithm>
#include <utility>

#include "temporal/sdk/core/core_interface.pb.h"

#include "headroom/temporal/activity/info_reader.h"
#include "headroom/temporal/common/codec_visitor.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

namespace task = coresdk::activity_task;
namespace activity_result = coresdk::activity_result;

activity::cancel_reason reason_of(task::ActivityCancelReason reason) {
  using enum activity::cancel_reason;
  switch (reason) {
    case task::NOT_FOUND:
      return not_found;
    case task::TIMED_OUT:
      return timed_out;
    case task::WORKER_SHUTDOWN:
      return worker_shutdown;
    case task::PAUSED:
      return paused;
    case task::RESET:
      return reset;
    default:
      return cancelled;
  }
}

// Whether core certainly tells the workflow of this outcome, and does not retry the activity on its own first.
bool is_last(const task::Start& start, const activity_result::ActivityExecutionResult& result) {
  if (!result.has_failed()) return true;
  const auto& policy = start.retry_policy();
  if (policy.maximum_attempts() > 0 && start.attempt() >= static_cast<std::uint32_t>(policy.maximum_attempts())) {
    return true;
  }
  const auto& failure = result.failed().failure().application_failure_info();
  return failure.non_retryable() || std::ranges::find(policy.non_retryable_error_types(), failure.type()) !=
                                        policy.non_retryable_error_types().end();
}

}  // namespace

activity_dispatcher::activity_dispatcher(bridge_worker& core, activity_environment_parts parts, settings what)
    : core_(core),
      parts_(parts),
      settings_(std::move(what)),
      remote_pool_("temporal-act", settings_.remote_threads_max),
      local_pool_("temporal-lact", settings_.local_threads_max),
      canceller_("temporal-cancel", 1) {}

void activity_dispatcher::close() {
  remote_pool_.close();
  local_pool_.close();
  canceller_.close();
}

std::vector<std::string> activity_dispatcher::running_types() {
  std::vector<std::string> types;
  const std::lock_guard lock(mutex_);
  for (const auto& [token, attempt] : attempts_) types.push_back(attempt.activity_type);
  return types;
}

void activity_dispatcher::on_task(std::string_view task_bytes) {
  task::ActivityTask received;
  if (!received.ParseFromArray(task_bytes.data(), static_cast<int>(task_bytes.size()))) {
    return core_.log(log_level::error, "an activity task of the core could not be read");
  }
  if (received.has_start()) return start(received.task_token(), std::move(*received.mutable_start()));
  if (received.has_cancel()) cancel(received.task_token(), received.cancel());
}

void activity_dispatcher::start(std::string task_token, task::Start start) {
  {
    const std::lock_guard lock(mutex_);
    attempts_[task_token].activity_type = start.activity_type();
  }
  auto& pool = start.is_local() ? local_pool_ : remote_pool_;
  pool.post([this, task_token = std::move(task_token), start = std::move(start)] { run(task_token, start); });
}

void activity_dispatcher::cancel(const std::string& task_token, const task::Cancel& cancel) {
  const auto reason = reason_of(cancel.reason());
  const std::lock_guard lock(mutex_);
  const auto found = attempts_.find(task_token);
  if (found == attempts_.end()) return;  // It has ended meanwhile; its answer is on the way.
  if (found->second.running == nullptr) {
    found->second.early_cancel = reason;
    return;
  }
  canceller_.post([running = found->second.running, reason] { running->request_cancellation(reason); });
}

std::shared_ptr<activity::context> activity_dispatcher::enter(const std::string& task_token,
                                                              const task::Start& decoded) {
  auto running = std::make_shared<activity::context>(
      read_info(task_token, decoded, settings_.task_queue),
      [this, task_token](payload_list details) { heartbeat(task_token, std::move(details)); });
  std::optional<activity::cancel_reason> early;
  {
    const std::lock_guard lock(mutex_);
    auto& attempt = attempts_.at(task_token);
    attempt.running = running;
    early = attempt.early_cancel;
  }
  if (early) running->request_cancellation(*early);
  return running;
}

activity_result::ActivityExecutionResult activity_dispatcher::outcome(const std::string& task_token,
                                                                      const task::Start& start) {
  try {
    task::Start decoded = start;
    decode_payloads(parts_.converters.codec.get(), decoded);
    const auto running = enter(task_token, decoded);
    return run_attempt(parts_, *running, read_proto(decoded.input()));
  } catch (...) {
    // The codec could not read what came: the attempt has failed before it began.
    activity_result::ActivityExecutionResult failed;
    write_failure(std::current_exception(), failure_attributes::plain, *failed.mutable_failed()->mutable_failure());
    return failed;
  }
}

void activity_dispatcher::run(const std::string& task_token, const task::Start& start) {
  if (start.is_local()) settings_.gate->begins(start.workflow_execution().run_id(), start.activity_id());
  complete(task_token, start, outcome(task_token, start));
}

void activity_dispatcher::heartbeat(const std::string& task_token, payload_list details) {
  coresdk::ActivityHeartbeat message;
  message.set_task_token(task_token);
  write_proto(details, *message.mutable_details());
  encode_payloads(parts_.converters.codec.get(), message);
  core_.heartbeat(message.SerializeAsString());
}

void activity_dispatcher::complete(const std::string& task_token, const task::Start& start,
                                   activity_result::ActivityExecutionResult result) {
  const bool last = is_last(start, result);
  coresdk::ActivityTaskCompletion completion;
  completion.set_task_token(task_token);
  *completion.mutable_result() = std::move(result);
  {
    const std::lock_guard lock(mutex_);
    attempts_.erase(task_token);
  }
  auto tell = [this, bytes = completion.SerializeAsString()] { core_.complete_activity(bytes); };
  if (!start.is_local()) return tell();
  settings_.gate->ends(start.workflow_execution().run_id(), start.activity_id(), last, std::move(tell));
}

}  // namespace temporal::detail
