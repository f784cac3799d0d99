#include "headroom/temporal/testing/simulated_activity.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "headroom/temporal/activity/attempt.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::testing::detail {
namespace {

using coresdk::activity_result::ActivityExecutionResult;
using failure_proto = temporal::api::failure::v1::Failure;
using temporal::detail::read_proto;
namespace enums = temporal::api::enums::v1;

retry_policy::values read_policy(const temporal::api::common::v1::RetryPolicy& from) {
  retry_policy::values policy;
  if (from.has_initial_interval()) policy.initial_interval = read_proto(from.initial_interval());
  if (from.backoff_coefficient() >= 1) policy.backoff_coefficient = from.backoff_coefficient();
  policy.maximum_interval = from.has_maximum_interval() ? read_proto(from.maximum_interval()) : duration{};
  if (*policy.maximum_interval <= duration{}) policy.maximum_interval = 100 * policy.initial_interval;
  policy.maximum_attempts = from.maximum_attempts();
  policy.non_retryable_types.assign(from.non_retryable_error_types().begin(), from.non_retryable_error_types().end());
  return policy;
}

failure_proto timeout_of(enums::TimeoutType type) {
  failure_proto failure;
  failure.set_message("activity timeout");
  failure.mutable_timeout_failure_info()->set_timeout_type(type);
  return failure;
}

}  // namespace

template <class Command>
void simulated_activity::read(const Command& command) {
  type_ = command.activity_type();
  info_.activity_type = type_;
  info_.activity_id = command.activity_id();
  info_.attempt = 0;
  info_.headers = read_proto(command.headers());
  info_.scheduled_time = when_.now();
  if (command.has_schedule_to_close_timeout()) {
    info_.schedule_to_close_timeout = read_proto(command.schedule_to_close_timeout());
    if (*info_.schedule_to_close_timeout > duration{}) deadline_ = when_.now() + *info_.schedule_to_close_timeout;
  }
  if (command.has_start_to_close_timeout()) {
    info_.start_to_close_timeout = read_proto(command.start_to_close_timeout());
  }
  input_ = read_proto(command.arguments());
  retry_ = read_policy(command.retry_policy());
}

simulated_activity::simulated_activity(const coresdk::workflow_commands::ScheduleActivity& command,
                                       const stand_ins& mocks, agenda& when, on_end report)
    : mocks_(mocks), when_(when), report_(std::move(report)) {
  read(command);
  if (command.has_heartbeat_timeout()) info_.heartbeat_timeout = read_proto(command.heartbeat_timeout());
}

simulated_activity::simulated_activity(const coresdk::workflow_commands::ScheduleLocalActivity& command,
                                       const stand_ins& mocks, agenda& when, on_end report)
    : mocks_(mocks), when_(when), report_(std::move(report)) {
  read(command);
  info_.is_local = true;
}

void simulated_activity::start() {
  if (mocks_.functions.find(type_) == nullptr) {
    throw std::logic_error("the workflow started activity \"" + type_ + "\", which nothing stands in for; there are: " +
                           mocks_.functions.names() + "; call mock_activity() for it");
  }
  next_ = when_.after({}, [self = shared_from_this()] { self->attempt(); });
}

void simulated_activity::cancel() {
  when_.remove(next_);
  resolution ended;
  auto& failure = *ended.mutable_cancelled()->mutable_failure();
  describe(failure, enums::RETRY_STATE_CANCEL_REQUESTED);
  failure.mutable_cause()->set_message("cancelled");
  failure.mutable_cause()->mutable_canceled_failure_info();
  report_(ended);
}

void simulated_activity::attempt() {
  ++info_.attempt;
  info_.current_attempt_scheduled_time = info_.started_time = when_.now();
  payload_list last_details = info_.heartbeat_details;
  activity::context running(info_, [&last_details](payload_list details) { last_details = std::move(details); });
  const std::vector<std::shared_ptr<activity::interceptor>> no_interceptors;
  const converter_options plain;
  auto result = temporal::detail::run_attempt({mocks_.functions, no_interceptors, plain}, running, input_);
  info_.heartbeat_details = std::move(last_details);

  const auto takes = mocks_.takes.find(type_);
  duration took = takes == mocks_.takes.end() ? duration{} : takes->second;
  const auto limit = info_.start_to_close_timeout.value_or(duration{});
  if (limit > duration{} && took > limit) {
    took = limit;
    *result.mutable_failed()->mutable_failure() = timeout_of(enums::TIMEOUT_TYPE_START_TO_CLOSE);
  }
  if (when_.now() + took > deadline_) {
    took = deadline_ - when_.now();
    *result.mutable_failed()->mutable_failure() = timeout_of(enums::TIMEOUT_TYPE_SCHEDULE_TO_CLOSE);
  }
  next_ = when_.after(took, [self = shared_from_this(), result] { self->end_attempt(result); });
}

void simulated_activity::end_attempt(const ActivityExecutionResult& result) {
  if (result.has_will_complete_async()) {
    throw std::logic_error("the mock of activity \"" + type_ + "\" completes elsewhere, which nobody does here");
  }
  if (result.has_completed()) {
    resolution ended;
    *ended.mutable_completed()->mutable_result() = result.completed().result();
    return report_(ended);
  }
  const auto& cause = result.has_cancelled() ? result.cancelled().failure() : result.failed().failure();
  if (const auto verdict = verdict_on(cause); verdict != enums::RETRY_STATE_IN_PROGRESS) return fail(cause, verdict);
  next_ = when_.after(delay_after(cause), [self = shared_from_this()] { self->attempt(); });
}

duration simulated_activity::delay_after(const failure_proto& cause) const {
  if (cause.application_failure_info().has_next_retry_delay()) {
    return read_proto(cause.application_failure_info().next_retry_delay());
  }
  const double grown = std::pow(retry_.backoff_coefficient, info_.attempt - 1);
  const double longest = static_cast<double>(retry_.maximum_interval->count());
  return duration(
      static_cast<std::int64_t>(std::min(static_cast<double>(retry_.initial_interval.count()) * grown, longest)));
}

// As the server judges: IN_PROGRESS when another attempt follows.
enums::RetryState simulated_activity::verdict_on(const failure_proto& cause) const {
  const auto& application = cause.application_failure_info();
  const auto& listed = retry_.non_retryable_types;
  if (application.non_retryable() || std::ranges::find(listed, application.type()) != listed.end()) {
    return enums::RETRY_STATE_NON_RETRYABLE_FAILURE;
  }
  if (cause.timeout_failure_info().timeout_type() == enums::TIMEOUT_TYPE_SCHEDULE_TO_CLOSE) {
    return enums::RETRY_STATE_TIMEOUT;
  }
  if (retry_.maximum_attempts > 0 && static_cast<std::int32_t>(info_.attempt) >= retry_.maximum_attempts) {
    return enums::RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED;
  }
  if (deadline_ != timestamp::max() && when_.now() + delay_after(cause) >= deadline_) return enums::RETRY_STATE_TIMEOUT;
  return enums::RETRY_STATE_IN_PROGRESS;
}

void simulated_activity::fail(const failure_proto& cause, enums::RetryState state) {
  resolution ended;
  auto& failure = *ended.mutable_failed()->mutable_failure();
  describe(failure, state);
  *failure.mutable_cause() = cause;
  report_(ended);
}

void simulated_activity::describe(failure_proto& failure, enums::RetryState state) const {
  failure.set_message("Activity task failed");
  auto& what = *failure.mutable_activity_failure_info();
  what.mutable_activity_type()->set_name(type_);
  what.set_activity_id(info_.activity_id);
  what.set_retry_state(state);
}

}  // namespace temporal::testing::detail
