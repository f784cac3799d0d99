#include "headroom/temporal/client/schedule_proto.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal::detail {
namespace {

namespace proto = temporal::api::schedule::v1;
using range_list = google::protobuf::RepeatedPtrField<proto::Range>;

void write_ranges(const std::vector<schedule_range>& from, range_list& to) {
  for (const auto& range : from) {
    auto& added = *to.Add();
    added.set_start(range.start);
    added.set_end(range.end);
    added.set_step(range.step);
  }
}

// The defaults of an empty field are the reader's business in the protocol, so they are written out.
void write_ranges_or(const std::vector<schedule_range>& from, schedule_range otherwise, range_list& to) {
  write_ranges(from.empty() ? std::vector{otherwise} : from, to);
}

void write_calendar(const schedule_calendar& from, proto::StructuredCalendarSpec& to) {
  constexpr schedule_range zero{0, 0, 1};
  write_ranges_or(from.second, zero, *to.mutable_second());
  write_ranges_or(from.minute, zero, *to.mutable_minute());
  write_ranges_or(from.hour, zero, *to.mutable_hour());
  write_ranges_or(from.day_of_month, {1, 31, 1}, *to.mutable_day_of_month());
  write_ranges_or(from.month, {1, 12, 1}, *to.mutable_month());
  write_ranges(from.year, *to.mutable_year());
  write_ranges_or(from.day_of_week, {0, 6, 1}, *to.mutable_day_of_week());
  to.set_comment(from.comment);
}

std::vector<schedule_range> read_ranges(const range_list& from) {
  std::vector<schedule_range> to;
  for (const auto& range : from) to.push_back({range.start(), range.end(), range.step()});
  return to;
}

schedule_calendar read_calendar(const proto::StructuredCalendarSpec& from) {
  return {read_ranges(from.second()),      read_ranges(from.minute()),
          read_ranges(from.hour()),        read_ranges(from.day_of_month()),
          read_ranges(from.month()),       read_ranges(from.year()),
          read_ranges(from.day_of_week()), from.comment()};
}

}  // namespace

void write_spec(const schedule_spec& from, proto::ScheduleSpec& to) {
  for (const auto& calendar : from.calendars) write_calendar(calendar, *to.add_structured_calendar());
  for (const auto& calendar : from.skip) write_calendar(calendar, *to.add_exclude_structured_calendar());
  for (const auto& cron : from.cron_expressions) to.add_cron_string(cron);
  for (const auto& interval : from.intervals) {
    auto& added = *to.add_interval();
    write_proto(interval.every, *added.mutable_interval());
    write_proto(interval.offset, *added.mutable_phase());
  }
  if (from.start_at) write_proto(*from.start_at, *to.mutable_start_time());
  if (from.end_at) write_proto(*from.end_at, *to.mutable_end_time());
  if (from.jitter != duration::zero()) write_proto(from.jitter, *to.mutable_jitter());
  to.set_timezone_name(from.time_zone_name);
}

schedule_spec read_spec(const proto::ScheduleSpec& from) {
  schedule_spec to;
  for (const auto& calendar : from.structured_calendar()) to.calendars.push_back(read_calendar(calendar));
  for (const auto& calendar : from.exclude_structured_calendar()) to.skip.push_back(read_calendar(calendar));
  for (const auto& interval : from.interval()) {
    to.intervals.push_back({read_proto(interval.interval()), read_proto(interval.phase())});
  }
  to.cron_expressions.assign(from.cron_string().begin(), from.cron_string().end());
  if (from.has_start_time()) to.start_at = read_proto(from.start_time());
  if (from.has_end_time()) to.end_at = read_proto(from.end_time());
  to.jitter = read_proto(from.jitter());
  to.time_zone_name = from.timezone_name();
  return to;
}

}  // namespace temporal::detail
