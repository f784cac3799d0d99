#include <stdexcept>

#include "temporal/sdk/core/workflow_activation/workflow_activation.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/options_proto.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::read_proto;
using proto = coresdk::workflow_activation::InitializeWorkflow;

// The protocol sends 0 where there is no limit.
std::optional<duration> limit(bool has, const google::protobuf::Duration& d) {
  const auto out = read_proto(d);
  return has && out != duration::zero() ? std::optional(out) : std::nullopt;
}

void read_identity(const proto& job, info& to) {
  to.workflow_id = job.workflow_id();
  to.workflow_type = job.workflow_type();
  to.attempt = job.attempt();
  to.first_execution_run_id = job.first_execution_run_id();
  if (!job.continued_from_execution_run_id().empty()) to.continued_run_id = job.continued_from_execution_run_id();
  to.cron_schedule = job.cron_schedule();
  if (job.has_parent_workflow_info()) {
    const auto& parent = job.parent_workflow_info();
    to.parent = execution{parent.namespace_(), parent.workflow_id(), parent.run_id()};
  }
  if (job.has_root_workflow()) {
    to.root = execution{to.workflow_namespace, job.root_workflow().workflow_id(), job.root_workflow().run_id()};
  }
}

void read_limits(const proto& job, info& to) {
  to.execution_timeout = limit(job.has_workflow_execution_timeout(), job.workflow_execution_timeout());
  to.run_timeout = limit(job.has_workflow_run_timeout(), job.workflow_run_timeout());
  to.task_timeout = limit(job.has_workflow_task_timeout(), job.workflow_task_timeout());
  if (job.has_retry_policy()) to.retry_policy = read_proto(job.retry_policy());
  if (job.has_priority()) to.priority = read_proto(job.priority());
  if (to.priority == temporal::priority{}) to.priority.reset();
  to.start_time = read_proto(job.start_time());
}

void read_data(const proto& job, info& to) {
  to.headers = read_proto(job.headers());
  to.memo = read_proto(job.memo().fields());
  to.search_attributes = temporal::detail::read_search_attributes(read_proto(job.search_attributes().indexed_fields()));
  if (job.last_completion_result().payloads_size() > 0)
    to.last_result = read_proto(job.last_completion_result().payloads(0));
  if (job.has_continued_failure()) to.last_failure = temporal::detail::read_failure(job.continued_failure());
}

}  // namespace

void initialize(runtime& run, const proto& job) {
  if (run.object) throw std::logic_error("core initialized this run twice in one activation");
  read_identity(job, run.info);
  read_limits(job, run.info);
  read_data(job, run.info);
  run.random = headroom::rng(job.randomness_seed());
  run.handlers.use_class(run.definition->handlers);
  run.arguments = read_proto(job.arguments());
  run.object = run.definition->create(run.arguments);
}

}  // namespace temporal::workflow::detail
