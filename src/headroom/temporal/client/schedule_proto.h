#pragma once

#include "temporal/api/schedule/v1/message.pb.h"

#include "headroom/temporal/client/schedule.h"

// Schedules between our types and the protocol's. Private to the SDK's .cc files.
namespace temporal::detail {

void write_proto(const schedule& from, api::schedule::v1::Schedule& to);
// Replaces in a schedule of the server's all that our types model. The rest, which only other clients know of (a
// versioning override, own time zone data, kept workflow ids, summaries), stays.
void replace_in_proto(const schedule& from, api::schedule::v1::Schedule& to);
[[nodiscard]] schedule read_proto(const api::schedule::v1::Schedule& from);
[[nodiscard]] schedule_info read_proto(const api::schedule::v1::ScheduleInfo& from);
[[nodiscard]] schedule_list_entry read_proto(const api::schedule::v1::ScheduleListEntry& from);

void write_spec(const schedule_spec& from, api::schedule::v1::ScheduleSpec& to);
[[nodiscard]] schedule_spec read_spec(const api::schedule::v1::ScheduleSpec& from);

}  // namespace temporal::detail
