#include "headroom/temporal/client/workflow_handle.h"

#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/execution_calls.h"
#include "headroom/temporal/client/result_wait.h"
#include "headroom/temporal/client/uuid.h"

namespace temporal {
namespace {

// Where to begin: at the bound run, else at the one that the start gave, else at the current one.
workflow_execution beginning(const workflow_execution& target, const std::string& first_run_id) {
  return {target.workflow_id, target.run_id.empty() ? first_run_id : target.run_id};
}

}  // namespace

payload workflow_handle::result_payload(const wait_options& wait) const {
  return detail::wait_for_result(*core_, beginning(target_, first_run_id_), detail::follow_runs::yes, wait);
}

payload workflow_handle::result_payload_of_run(const wait_options& wait) const {
  return detail::wait_for_result(*core_, beginning(target_, first_run_id_), detail::follow_runs::no, wait);
}

void workflow_handle::signal_with(handler_call signal) const {
  core_->outbound->signal_workflow({target_, std::move(signal)});
}

payload workflow_handle::query_with(handler_call query, query_reject reject) const {
  return core_->outbound->query_workflow({target_, std::move(query), reject});
}

update_handle workflow_handle::start_update(handler_call update, const update_options& options) const {
  const std::string id = options.id.empty() ? detail::random_uuid() : options.id;
  auto output = core_->outbound->update_workflow(
      {target_, first_run_id_, std::move(update), id, options.wait_for, options.wait, std::nullopt});
  return {core_, std::move(output.target), id, std::move(output.outcome)};
}

update_handle workflow_handle::get_update(std::string update_id) const {
  return {core_, target_, std::move(update_id), std::nullopt};
}

void workflow_handle::cancel(const std::string& reason) const {
  detail::request_cancel(*core_, target_, first_run_id_, reason);
}

void workflow_handle::terminate_with(const std::string& reason, payload_list details) const {
  detail::terminate(*core_, target_, first_run_id_, reason, details);
}

std::string workflow_handle::reset(std::int64_t workflow_task_finish_event_id, const std::string& reason) const {
  return detail::reset(*core_, target_, workflow_task_finish_event_id, reason);
}

void workflow_handle::delete_execution() const { detail::delete_execution(*core_, target_); }
workflow_description workflow_handle::describe() const { return detail::describe(*core_, target_); }

workflow_history workflow_handle::fetch_history() const {
  return detail::fetch_history(*core_, beginning(target_, first_run_id_));
}

}  // namespace temporal
