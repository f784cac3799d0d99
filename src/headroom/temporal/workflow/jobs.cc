#include "headroom/temporal/workflow/jobs.h"

#include <fmt/format.h>
#include <stdexcept>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"

#include "headroom/temporal/workflow/continue_as_new.h"

namespace temporal::workflow::detail {
namespace {

using job_proto = coresdk::workflow_activation::WorkflowActivationJob;

void cancel_root(runtime& run, const std::string& reason) {
  if (!run.cancel_reason) run.cancel_reason = reason;
  run.root->cancel(reason);
}

void apply(runtime& run, const job_proto& job) {
  switch (job.variant_case()) {
    case job_proto::kInitializeWorkflow:
      return initialize(run, job.initialize_workflow());
    case job_proto::kFireTimer:
      return fire_timer(run, job.fire_timer().seq());
    case job_proto::kUpdateRandomSeed:
      run.random = headroom::rng(job.update_random_seed().randomness_seed());
      return;
    case job_proto::kSignalWorkflow:
      return apply_signal(run, job.signal_workflow());
    case job_proto::kResolveActivity:
      return resolve(run, job.resolve_activity());
    case job_proto::kNotifyHasPatch:
      return run.patches.notify(job.notify_has_patch().patch_id());
    case job_proto::kResolveChildWorkflowExecutionStart:
      return resolve(run, job.resolve_child_workflow_execution_start());
    case job_proto::kResolveChildWorkflowExecution:
      return resolve(run, job.resolve_child_workflow_execution());
    case job_proto::kResolveSignalExternalWorkflow:
      return resolve(run, job.resolve_signal_external_workflow());
    case job_proto::kResolveRequestCancelExternalWorkflow:
      return resolve(run, job.resolve_request_cancel_external_workflow());
    case job_proto::kDoUpdate:
      return apply_update(run, job.do_update());
    case job_proto::kQueryWorkflow:
    case job_proto::kCancelWorkflow:
      return;  // last
    default:
      throw std::logic_error(fmt::format("this SDK does not know the job {}", job.ShortDebugString()));
  }
}

}  // namespace

void apply_jobs(runtime& run, const coresdk::workflow_activation::WorkflowActivation& activation) {
  bool first = false;
  for (const auto& job : activation.jobs()) {
    apply(run, job);
    first = first || job.has_initialize_workflow();
  }
  for (const auto& job : activation.jobs()) {
    if (job.has_cancel_workflow()) cancel_root(run, job.cancel_workflow().reason());
  }
  if (first) start_main(run);
}

void answer_queries(runtime& run, const coresdk::workflow_activation::WorkflowActivation& activation) {
  for (const auto& job : activation.jobs()) {
    if (job.has_query_workflow()) answer_query(run, job.query_workflow());
  }
}

}  // namespace temporal::workflow::detail
