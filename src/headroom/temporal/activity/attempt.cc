#include "headroom/temporal/activity/attempt.h"

#include "headroom/temporal/common/codec_visitor.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

using coresdk::activity_result::ActivityExecutionResult;

payload intercepted(const activity_environment_parts& parts, const activity::definition& target,
                    const payload_list& input) {
  activity::interceptor::call call = target.invoke;
  for (auto at = parts.interceptors.rbegin(); at != parts.interceptors.rend(); ++at) {
    call = [interceptor = at->get(), next = std::move(call)](const payload_list& arguments) {
      return interceptor->execute(arguments, next);
    };
  }
  return call(input);
}

payload invoke(const activity_environment_parts& parts, const activity::context& running, const payload_list& input) {
  const auto& name = running.info().activity_type;
  const auto* const found = parts.activities.find(name);
  if (found == nullptr) {
    throw application_failure("activity " + name +
                              " is not registered on this worker, which offers: " + parts.activities.names())
        .type("NotFoundError");
  }
  return intercepted(parts, *found, input);
}

// A cancellation that the server did not ask for must not be reported as one: the server would refuse it.
std::exception_ptr outcome_of_cancellation(activity::cancel_reason reason, const std::exception_ptr& thrown) {
  using enum activity::cancel_reason;
  switch (reason) {
    case paused:
      return std::make_exception_ptr(application_failure("the activity was paused").type("ActivityPause"));
    case reset:
      return std::make_exception_ptr(application_failure("the activity was reset").type("ActivityReset"));
    case worker_shutdown:
      return std::make_exception_ptr(application_failure("the worker shut down").type("WorkerShutdown"));
    default:
      return thrown;
  }
}

bool ends_as_cancelled(activity::cancel_reason reason) {
  using enum activity::cancel_reason;
  return reason != paused && reason != reset && reason != worker_shutdown;
}

void write_thrown(const activity_environment_parts& parts, const activity::context& running,
                  const std::exception_ptr& thrown, ActivityExecutionResult& result) {
  const auto attributes = parts.converters.attributes;
  const auto reason = running.cancellation();
  if (reason && is_cancellation(thrown)) {
    if (ends_as_cancelled(*reason))
      return write_failure(thrown, attributes, *result.mutable_cancelled()->mutable_failure());
    return write_failure(outcome_of_cancellation(*reason, thrown), attributes,
                         *result.mutable_failed()->mutable_failure());
  }
  write_failure(thrown, attributes, *result.mutable_failed()->mutable_failure());
}

void run(const activity_environment_parts& parts, activity::context& running, const payload_list& input,
         ActivityExecutionResult& result) {
  const activity::context_scope scope(running);
  try {
    write_proto(invoke(parts, running, input), *result.mutable_completed()->mutable_result());
  } catch (const activity::completes_asynchronously&) {
    result.mutable_will_complete_async();
  } catch (...) {
    write_thrown(parts, running, std::current_exception(), result);
  }
}

}  // namespace

ActivityExecutionResult run_attempt(const activity_environment_parts& parts, activity::context& running,
                                    const payload_list& input) {
  ActivityExecutionResult result;
  run(parts, running, input, result);
  try {
    encode_payloads(parts.converters.codec.get(), result);
  } catch (...) {
    result.Clear();
    write_failure(std::current_exception(), failure_attributes::plain, *result.mutable_failed()->mutable_failure());
  }
  return result;
}

}  // namespace temporal::detail
