#include "headroom/temporal/client/schedule_handle.h"

#include "temporal/api/workflowservice/v1/request_response.pb.h"

#include "headroom/temporal/client/client_core.h"
#include "headroom/temporal/client/schedule_proto.h"
#include "headroom/temporal/client/uuid.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal {
namespace {

namespace service = temporal::api::workflowservice::v1;
using temporal::api::enums::v1::ScheduleOverlapPolicy;

constexpr int update_attempts_max = 10;

service::DescribeScheduleResponse describe_on_server(const detail::client_core& core, const std::string& id) {
  service::DescribeScheduleRequest request;
  request.set_namespace_(core.namespace_name);
  request.set_schedule_id(id);
  return core.call<service::DescribeScheduleResponse>("DescribeSchedule", std::move(request));
}

void patch(const detail::client_core& core, const std::string& id, const api::schedule::v1::SchedulePatch& what) {
  service::PatchScheduleRequest request;
  request.set_namespace_(core.namespace_name);
  request.set_schedule_id(id);
  *request.mutable_patch() = what;
  request.set_identity(core.link->identity());
  request.set_request_id(detail::random_uuid());
  static_cast<void>(core.call<service::PatchScheduleResponse>("PatchSchedule", std::move(request)));
}

// The server refuses a write that is not based on the present state.
bool was_overtaken(const rpc_error& error) {
  return error.code() == rpc_code::failed_precondition || error.message().find("conflict token") != std::string::npos;
}

}  // namespace

schedule_description schedule_handle::describe() const {
  const auto response = describe_on_server(*core_, id_);
  return {id_, detail::read_proto(response.schedule()), detail::read_proto(response.info()),
          detail::read_proto(response.memo().fields()),
          detail::read_search_attributes(detail::read_proto(response.search_attributes().indexed_fields()))};
}

void schedule_handle::update(const std::function<bool(schedule&)>& change) const {
  for (int attempt = 1;; ++attempt) {
    const auto response = describe_on_server(*core_, id_);
    schedule current = detail::read_proto(response.schedule());
    if (!change(current)) return;
    service::UpdateScheduleRequest request;
    request.set_namespace_(core_->namespace_name);
    request.set_schedule_id(id_);
    *request.mutable_schedule() = response.schedule();
    detail::replace_in_proto(current, *request.mutable_schedule());
    request.set_conflict_token(response.conflict_token());
    request.set_identity(core_->link->identity());
    request.set_request_id(detail::random_uuid());
    try {
      static_cast<void>(core_->call<service::UpdateScheduleResponse>("UpdateSchedule", std::move(request)));
      return;
    } catch (const rpc_error& error) {
      if (!was_overtaken(error) || attempt == update_attempts_max) throw;
    }
  }
}

void schedule_handle::trigger(schedule_overlap overlap) const {
  api::schedule::v1::SchedulePatch what;
  what.mutable_trigger_immediately()->set_overlap_policy(static_cast<ScheduleOverlapPolicy>(overlap));
  patch(*core_, id_, what);
}

void schedule_handle::pause(const std::string& note) const {
  api::schedule::v1::SchedulePatch what;
  what.set_pause(note);
  patch(*core_, id_, what);
}

void schedule_handle::unpause(const std::string& note) const {
  api::schedule::v1::SchedulePatch what;
  what.set_unpause(note);
  patch(*core_, id_, what);
}

void schedule_handle::backfill(const std::vector<schedule_backfill>& times) const {
  api::schedule::v1::SchedulePatch what;
  for (const auto& time : times) {
    auto& added = *what.add_backfill_request();
    detail::write_proto(time.start, *added.mutable_start_time());
    detail::write_proto(time.end, *added.mutable_end_time());
    added.set_overlap_policy(static_cast<ScheduleOverlapPolicy>(time.overlap));
  }
  patch(*core_, id_, what);
}

void schedule_handle::delete_schedule() const {
  service::DeleteScheduleRequest request;
  request.set_namespace_(core_->namespace_name);
  request.set_schedule_id(id_);
  request.set_identity(core_->link->identity());
  static_cast<void>(core_->call<service::DeleteScheduleResponse>("DeleteSchedule", std::move(request)));
}

schedule_handle create_schedule(const client& on, std::string id, const schedule& what,
                                const schedule_create_options& options) {
  if (what.action.options.get().id.empty()) throw configuration_error("the schedule's action has no workflow id");
  service::CreateScheduleRequest request;
  request.set_namespace_(on.namespace_name());
  request.set_schedule_id(id);
  detail::write_proto(what, *request.mutable_schedule());
  request.set_identity(on.identity());
  request.set_request_id(detail::random_uuid());
  if (options.trigger_immediately) request.mutable_initial_patch()->mutable_trigger_immediately();
  if (!options.memo.empty()) detail::write_proto(options.memo, *request.mutable_memo()->mutable_fields());
  if (!options.search_attributes.empty()) {
    detail::write_proto(detail::write_search_attributes(options.search_attributes),
                        *request.mutable_search_attributes()->mutable_indexed_fields());
  }
  try {
    static_cast<void>(on.core()->call<service::CreateScheduleResponse>("CreateSchedule", std::move(request)));
  } catch (const rpc_error& error) {
    if (error.code() == rpc_code::already_exists) throw schedule_already_exists_error(error);
    throw;
  }
  return {on, std::move(id)};
}

void for_each_schedule(const client& on, const std::string& query,
                       const std::function<bool(const schedule_list_entry&)>& visit) {
  service::ListSchedulesRequest request;
  request.set_namespace_(on.namespace_name());
  request.set_query(query);
  do {
    const auto page = on.core()->call<service::ListSchedulesResponse>("ListSchedules", request);
    for (const auto& entry : page.schedules()) {
      if (!visit(detail::read_proto(entry))) return;
    }
    request.set_next_page_token(page.next_page_token());
  } while (!request.next_page_token().empty());
}

}  // namespace temporal
