#include "headroom/temporal/client/schedule_proto.h"

#include "headroom/temporal/client/start_fields.h"

namespace temporal::detail {
namespace {

namespace proto = temporal::api::schedule::v1;
using temporal::api::workflow::v1::NewWorkflowExecutionInfo;

std::optional<duration> timeout_of(const google::protobuf::Duration& value) {
  const duration length = read_proto(value);
  return length > duration::zero() ? std::optional(length) : std::nullopt;
}

void read_timeouts(const NewWorkflowExecutionInfo& from, start_options& to) {
  if (const auto limit = timeout_of(from.workflow_execution_timeout())) to.execution_timeout(*limit);
  if (const auto limit = timeout_of(from.workflow_run_timeout())) to.run_timeout(*limit);
  if (const auto limit = timeout_of(from.workflow_task_timeout())) to.task_timeout(*limit);
}

start_workflow_input read_action(const NewWorkflowExecutionInfo& from) {
  start_workflow_input to;
  to.workflow_type = from.workflow_type().name();
  to.arguments = read_proto(from.input().payloads());
  to.headers = read_proto(from.header().fields());
  to.options.id(from.workflow_id()).task_queue(from.task_queue().name()).cron_schedule(from.cron_schedule());
  read_timeouts(from, to.options);
  if (from.workflow_id_reuse_policy() != api::enums::v1::WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED)
    to.options.reuse_policy(static_cast<id_reuse_policy>(from.workflow_id_reuse_policy()));
  if (from.has_retry_policy()) to.options.retry(read_proto(from.retry_policy()));
  if (from.has_priority()) to.options.priority(read_proto(from.priority()));
  for (const auto& [key, value] : read_proto(from.memo().fields())) to.options.memo(key, value);
  to.options.search_attributes(read_search_attributes(read_proto(from.search_attributes().indexed_fields())));
  return to;
}

void write_policies(const schedule_policies& from, proto::SchedulePolicies& to) {
  to.set_overlap_policy(static_cast<api::enums::v1::ScheduleOverlapPolicy>(from.overlap));
  write_proto(from.catchup_window, *to.mutable_catchup_window());
  to.set_pause_on_failure(from.pause_on_failure);
}

void write_state(const schedule_state& from, proto::ScheduleState& to) {
  to.set_notes(from.note);
  to.set_paused(from.paused);
  to.set_limited_actions(from.remaining_actions.has_value());
  to.set_remaining_actions(from.remaining_actions.value_or(0));
}

schedule_state read_state(const proto::ScheduleState& from) {
  return {from.notes(), from.paused(), from.limited_actions() ? std::optional(from.remaining_actions()) : std::nullopt};
}

std::vector<schedule_action_result> read_actions(
    const google::protobuf::RepeatedPtrField<proto::ScheduleActionResult>& from) {
  std::vector<schedule_action_result> to;
  for (const auto& action : from) {
    const auto& started = action.start_workflow_result();
    to.push_back({read_proto(action.schedule_time()),
                  read_proto(action.actual_time()),
                  {started.workflow_id(), started.run_id()}});
  }
  return to;
}

void clear_modelled(proto::ScheduleSpec& spec) {
  spec.clear_structured_calendar();
  spec.clear_exclude_structured_calendar();
  spec.clear_cron_string();
  spec.clear_interval();
  spec.clear_start_time();
  spec.clear_end_time();
  spec.clear_jitter();
}

// Fields that are only written where they have a value; all others are overwritten anyway.
void clear_modelled(NewWorkflowExecutionInfo& action) {
  action.clear_input();
  action.clear_header();
  action.clear_workflow_execution_timeout();
  action.clear_workflow_run_timeout();
  action.clear_workflow_task_timeout();
  action.clear_retry_policy();
  action.clear_priority();
  action.clear_memo();
  action.clear_search_attributes();
}

std::vector<timestamp> read_times(const google::protobuf::RepeatedPtrField<google::protobuf::Timestamp>& from) {
  std::vector<timestamp> to;
  for (const auto& time : from) to.push_back(read_proto(time));
  return to;
}

}  // namespace

void write_proto(const schedule& from, proto::Schedule& to) {
  write_spec(from.spec, *to.mutable_spec());
  fill_start_fields(from.action, *to.mutable_action()->mutable_start_workflow());
  write_policies(from.policies, *to.mutable_policies());
  write_state(from.state, *to.mutable_state());
}

void replace_in_proto(const schedule& from, proto::Schedule& to) {
  if (from.spec.time_zone_name != to.spec().timezone_name()) to.mutable_spec()->clear_timezone_data();
  clear_modelled(*to.mutable_spec());
  clear_modelled(*to.mutable_action()->mutable_start_workflow());
  write_proto(from, to);
}

schedule read_proto(const proto::Schedule& from) {
  schedule to;
  to.action = read_action(from.action().start_workflow());
  to.spec = read_spec(from.spec());
  to.policies = {static_cast<schedule_overlap>(from.policies().overlap_policy()),
                 read_proto(from.policies().catchup_window()), from.policies().pause_on_failure()};
  to.state = read_state(from.state());
  return to;
}

schedule_info read_proto(const proto::ScheduleInfo& from) {
  schedule_info to;
  to.action_count = from.action_count();
  to.missed_catchup_window_count = from.missed_catchup_window();
  to.skipped_overlap_count = from.overlap_skipped();
  for (const auto& running : from.running_workflows()) to.running.push_back({running.workflow_id(), running.run_id()});
  to.recent_actions = read_actions(from.recent_actions());
  to.next_action_times = read_times(from.future_action_times());
  to.created_at = read_proto(from.create_time());
  if (from.has_update_time()) to.updated_at = read_proto(from.update_time());
  return to;
}

schedule_list_entry read_proto(const proto::ScheduleListEntry& from) {
  return {from.schedule_id(),
          from.info().workflow_type().name(),
          from.info().notes(),
          from.info().paused(),
          read_actions(from.info().recent_actions()),
          read_times(from.info().future_action_times()),
          read_proto(from.memo().fields()),
          read_search_attributes(read_proto(from.search_attributes().indexed_fields()))};
}

}  // namespace temporal::detail
