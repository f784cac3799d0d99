#include <fmt/format.h>
#include <stdexcept>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/payload_proto.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::read_proto;

std::exception_ptr read_exception(const api::failure::v1::Failure& f) {
  return temporal::detail::to_exception(*temporal::detail::read_failure(f));
}

[[noreturn]] void fail_unknown(const char* what, std::uint32_t seq) {
  throw std::logic_error(fmt::format("core reported on {} {}, which this run has not started", what, seq));
}

template <class Operation>
std::shared_ptr<Operation> take(pending_table<Operation>& table, const char* what, std::uint32_t seq) {
  auto op = table.take(seq);
  if (!op) fail_unknown(what, seq);
  return op;
}

// A result that was not sent is nothing.
template <class Success>
payload payload_of(const Success& s) {
  return s.has_result() ? read_proto(s.result()) : null_payload();
}

template <class Job>
void resolve_external(pending_table<external_operation>& table, const char* what, const Job& job) {
  const auto op = take(table, what, job.seq());
  if (job.has_failure()) {
    op->fail(read_exception(job.failure()));
  } else {
    op->succeed(null_payload());
  }
}

std::exception_ptr not_started(const coresdk::workflow_activation::ResolveChildWorkflowExecutionStartFailure& f) {
  using namespace coresdk::child_workflow;
  if (f.cause() == START_CHILD_WORKFLOW_EXECUTION_FAILED_CAUSE_WORKFLOW_ALREADY_EXISTS) {
    return std::make_exception_ptr(workflow_already_started(f.workflow_id(), f.workflow_type()));
  }
  child_workflow_failure out(
      "the child workflow could not start: " + StartChildWorkflowExecutionFailedCause_Name(f.cause()),
      {.workflow_id = f.workflow_id(), .workflow_type = f.workflow_type()});
  return std::make_exception_ptr(std::move(out));
}

}  // namespace

void fire_timer(runtime& run, std::uint32_t seq) { take(run.timers, "timer", seq)->succeed(null_payload()); }

void resolve(runtime& run, const coresdk::workflow_activation::ResolveActivity& job) {
  using resolution = coresdk::activity_result::ActivityResolution;
  if (job.result().has_backoff()) {  // not the end: it stays pending until it is started again
    const auto op = run.activities.find(job.seq());
    return op ? op->back_off(job.result().backoff()) : fail_unknown("activity", job.seq());
  }
  const auto op = take(run.activities, "activity", job.seq());
  switch (job.result().status_case()) {
    case resolution::kCompleted:
      return op->succeed(payload_of(job.result().completed()));
    case resolution::kFailed:
      return op->fail(read_exception(job.result().failed().failure()));
    case resolution::kCancelled:
      return op->on_cancelled(read_exception(job.result().cancelled().failure()));
    case resolution::kBackoff:
    case resolution::STATUS_NOT_SET:
      break;
  }
  throw std::logic_error(fmt::format("core reported on activity {} without a result", job.seq()));
}

void resolve(runtime& run, const coresdk::workflow_activation::ResolveChildWorkflowExecutionStart& job) {
  using start = coresdk::workflow_activation::ResolveChildWorkflowExecutionStart;
  const auto op = run.children.find(job.seq());
  if (!op) fail_unknown("child workflow", job.seq());
  if (job.status_case() == start::kSucceeded) return op->on_started(job.succeeded().run_id());
  run.children.take(job.seq());
  switch (job.status_case()) {
    case start::kFailed:
      return op->on_not_started(not_started(job.failed()));
    case start::kCancelled:
      return op->on_not_started(read_exception(job.cancelled().failure()));
    default:
      throw std::logic_error(
          fmt::format("core reported on the start of child workflow {} without a status", job.seq()));
  }
}

void resolve(runtime& run, const coresdk::workflow_activation::ResolveChildWorkflowExecution& job) {
  using result = coresdk::child_workflow::ChildWorkflowResult;
  const auto op = take(run.children, "child workflow", job.seq());
  switch (job.result().status_case()) {
    case result::kCompleted:
      return op->succeed(payload_of(job.result().completed()));
    case result::kFailed:
      return op->fail(read_exception(job.result().failed().failure()));
    case result::kCancelled:
      return op->fail(read_exception(job.result().cancelled().failure()));
    case result::STATUS_NOT_SET:
      break;
  }
  throw std::logic_error(fmt::format("core reported on child workflow {} without a result", job.seq()));
}

void resolve(runtime& run, const coresdk::workflow_activation::ResolveSignalExternalWorkflow& job) {
  resolve_external(run.external_signals, "signal", job);
}

void resolve(runtime& run, const coresdk::workflow_activation::ResolveRequestCancelExternalWorkflow& job) {
  resolve_external(run.external_cancels, "external cancellation", job);
}

}  // namespace temporal::workflow::detail
