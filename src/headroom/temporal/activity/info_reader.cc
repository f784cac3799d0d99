#include "headroom/temporal/activity/info_reader.h"

#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

// The protocol writes "no timeout" as an absent message or as zero.
std::optional<duration> timeout_of(bool present, const google::protobuf::Duration& value) {
  const duration length = read_proto(value);
  return present && length > duration::zero() ? std::optional(length) : std::nullopt;
}

}  // namespace

activity::info read_info(const std::string& task_token, const coresdk::activity_task::Start& start,
                         const std::string& task_queue) {
  activity::info info;
  info.activity_id = start.activity_id();
  info.activity_type = start.activity_type();
  info.attempt = start.attempt();
  info.is_local = start.is_local();
  info.task_queue = task_queue;
  info.workflow_namespace = start.workflow_namespace();
  info.workflow_id = start.workflow_execution().workflow_id();
  info.workflow_run_id = start.workflow_execution().run_id();
  info.workflow_type = start.workflow_type();
  info.scheduled_time = read_proto(start.scheduled_time());
  info.current_attempt_scheduled_time = read_proto(start.current_attempt_scheduled_time());
  info.started_time = read_proto(start.started_time());
  info.schedule_to_close_timeout = timeout_of(start.has_schedule_to_close_timeout(), start.schedule_to_close_timeout());
  info.start_to_close_timeout = timeout_of(start.has_start_to_close_timeout(), start.start_to_close_timeout());
  info.heartbeat_timeout = timeout_of(start.has_heartbeat_timeout(), start.heartbeat_timeout());
  info.priority_key = start.priority().priority_key();
  info.task_token = task_token;
  info.headers = read_proto(start.header_fields());
  info.heartbeat_details = read_proto(start.heartbeat_details());
  return info;
}

}  // namespace temporal::detail
