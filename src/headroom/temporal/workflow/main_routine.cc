#include "temporal/sdk/core/workflow_commands/workflow_commands.pb.h"

#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/common/options_proto.h"
#include "headroom/temporal/workflow/commands.h"
#include "headroom/temporal/workflow/continue_as_new.h"
#include "headroom/temporal/workflow/jobs.h"

namespace temporal::workflow::detail {
namespace {

using temporal::detail::write_proto;

void continue_with(runtime& run, const continue_as_new_request& request) {
  const auto& o = request.options;
  outbound_call call{o.workflow_type.empty() ? run.info.workflow_type : o.workflow_type, {}, request.arguments, {}};
  run.interceptors.send(&interceptor::continue_as_new, call);
  auto& to = *run.commands.add().mutable_continue_as_new_workflow_execution();
  to.set_workflow_type(call.name);
  to.set_task_queue(o.task_queue);
  write_proto(call.arguments, *to.mutable_arguments());
  write_proto(call.headers, *to.mutable_headers());
  if (o.run_timeout) write_proto(*o.run_timeout, *to.mutable_workflow_run_timeout());
  if (o.task_timeout) write_proto(*o.task_timeout, *to.mutable_workflow_task_timeout());
  if (o.retry) write_proto(*o.retry, *to.mutable_retry_policy());
  write_proto(o.memo, *to.mutable_memo());
  if (!o.search_attributes.empty()) {
    write_proto(temporal::detail::write_search_attributes(o.search_attributes),
                *to.mutable_search_attributes()->mutable_indexed_fields());
  }
}

task<void> run_main(runtime& run) {
  try {
    auto body = run.interceptors.execute(
        {run.info.workflow_type, {}, std::move(run.arguments), run.info.headers},
        [&run](const inbound_call& call) { return run.definition->run(run.object.get(), call.arguments); });
    const auto result = co_await body;
    write_proto(result, *run.commands.add().mutable_complete_workflow_execution()->mutable_result());
  } catch (...) {
    end_workflow(run, std::current_exception());
  }
  warn_of_unfinished_handlers(run);
}

}  // namespace

void start_main(runtime& run) { run.sched.start(run_main(run), run.root); }

void end_workflow(runtime& run, const std::exception_ptr& why) {
  try {
    std::rethrow_exception(why);
  } catch (const continue_as_new_request& request) {
    continue_with(run, request);
  } catch (...) {
    if (run.cancel_reason && is_cancellation(why)) {
      run.commands.add().mutable_cancel_workflow_execution();
    } else if (fails_workflow(run, why)) {
      temporal::detail::write_failure(why, run.settings->converter.attributes,
                                      *run.commands.add().mutable_fail_workflow_execution()->mutable_failure());
    } else {
      throw;
    }
  }
}

void warn_of_unfinished_handlers(const runtime& run) {
  if (run.running.none()) return;
  run.log(log_level::warn, "the workflow ended while handlers were under way, which are cut off: " +
                               run.running.names() + "; wait for all_handlers_finished() before the end");
}

bool fails_workflow(const runtime& run, const std::exception_ptr& e) {
  try {
    std::rethrow_exception(e);
  } catch (const failure&) {
    return true;
  } catch (...) {
    const auto& own = run.definition->fails_workflow;
    const auto& all = run.settings->fails_workflow;
    return (own && own(e)) || (all && all(e));
  }
}

}  // namespace temporal::workflow::detail
