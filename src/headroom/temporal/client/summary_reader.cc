#include "headroom/temporal/client/summary_reader.h"

#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

std::optional<workflow_execution> execution_of(bool present, const api::common::v1::WorkflowExecution& from) {
  if (!present || from.workflow_id().empty()) return std::nullopt;
  return workflow_execution{from.workflow_id(), from.run_id()};
}

}  // namespace

workflow_summary read_summary(const api::workflow::v1::WorkflowExecutionInfo& from) {
  workflow_summary to;
  to.execution = {from.execution().workflow_id(), from.execution().run_id()};
  to.workflow_type = from.type().name();
  to.task_queue = from.task_queue();
  to.status = static_cast<workflow_status>(from.status());
  to.start_time = read_proto(from.start_time());
  to.execution_time = read_proto(from.execution_time());
  if (from.has_close_time()) to.close_time = read_proto(from.close_time());
  to.history_length = from.history_length();
  to.history_size_bytes = from.history_size_bytes();
  to.parent = execution_of(from.has_parent_execution(), from.parent_execution());
  to.root = execution_of(from.has_root_execution(), from.root_execution());
  to.memo = read_proto(from.memo().fields());
  to.search_attributes = read_search_attributes(read_proto(from.search_attributes().indexed_fields()));
  return to;
}

}  // namespace temporal::detail
