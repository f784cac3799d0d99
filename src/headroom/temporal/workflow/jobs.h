#pragma once

#include "headroom/temporal/workflow/runtime.h"

namespace coresdk::workflow_activation {
class DoUpdate;
class InitializeWorkflow;
class QueryWorkflow;
class ResolveActivity;
class ResolveChildWorkflowExecution;
class ResolveChildWorkflowExecutionStart;
class ResolveRequestCancelExternalWorkflow;
class ResolveSignalExternalWorkflow;
class SignalWorkflow;
class WorkflowActivation;
class WorkflowActivationJob;
}  // namespace coresdk::workflow_activation
namespace temporal::api::failure::v1 {
class Failure;
}

// What each job of an activation does to a run. Applying a job only changes state and queues coroutines; none runs
// before all jobs are applied.
namespace temporal::workflow::detail {

// Applies all jobs but queries, in the order: as they come, then cancellation, then the first start of main. So a
// result that arrives together with a cancellation wins, and early signals see the workflow's object before run()
// begins.
void apply_jobs(runtime& run, const coresdk::workflow_activation::WorkflowActivation& activation);
// Answers the queries; after everything else.
void answer_queries(runtime& run, const coresdk::workflow_activation::WorkflowActivation& activation);

// initialize_job.cc: info, seed and object. The definition must be set.
void initialize(runtime& run, const coresdk::workflow_activation::InitializeWorkflow& job);
// main_routine.cc: queues run().
void start_main(runtime& run);
// What leaves the main routine or a signal handler ends the workflow (a failure, a cancellation that was asked for, a
// continue-as-new) or is thrown on, which fails the task.
void end_workflow(runtime& run, const std::exception_ptr& why);
void warn_of_unfinished_handlers(const runtime& run);
// True for Temporal's failures and for the types that the workflow or the worker has opted in.
[[nodiscard]] bool fails_workflow(const runtime& run, const std::exception_ptr& e);

// handler_jobs.cc
void apply_signal(runtime& run, const coresdk::workflow_activation::SignalWorkflow& job);
void deliver_signal(runtime& run, inbound_call signal);
void apply_update(runtime& run, const coresdk::workflow_activation::DoUpdate& job);
// query_jobs.cc
void answer_query(runtime& run, const coresdk::workflow_activation::QueryWorkflow& job);

// resolve_jobs.cc
void resolve(runtime& run, const coresdk::workflow_activation::ResolveActivity& job);
void resolve(runtime& run, const coresdk::workflow_activation::ResolveChildWorkflowExecutionStart& job);
void resolve(runtime& run, const coresdk::workflow_activation::ResolveChildWorkflowExecution& job);
void resolve(runtime& run, const coresdk::workflow_activation::ResolveSignalExternalWorkflow& job);
void resolve(runtime& run, const coresdk::workflow_activation::ResolveRequestCancelExternalWorkflow& job);
void fire_timer(runtime& run, std::uint32_t seq);

// builtin_queries.cc: the queries that every SDK answers. Nothing for other names.
[[nodiscard]] std::optional<payload> answer_builtin(const runtime& run, const std::string& name);

}  // namespace temporal::workflow::detail
