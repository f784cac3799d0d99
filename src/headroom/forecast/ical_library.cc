#include "headroom/forecast/ical_library.h"

#include <string>

#include "headroom/base/shared_library.h"

namespace headroom::forecast {
namespace {

constexpr const char* library_name = "libical.so.3";

result<ical_functions> open() {
  ical_functions out{};
  shared_library in(library_name);
  in.find(out.component_free, "icalcomponent_free");
  in.find(out.component_get_duration, "icalcomponent_get_duration");
  in.find(out.component_get_dtstart, "icalcomponent_get_dtstart");
  in.find(out.component_get_first_property, "icalcomponent_get_first_property");
  in.find(out.component_get_next_property, "icalcomponent_get_next_property");
  in.find(out.component_isa, "icalcomponent_isa");
  in.find(out.component_get_first_component, "icalcomponent_get_first_component");
  in.find(out.component_get_next_component, "icalcomponent_get_next_component");
  in.find(out.component_get_summary, "icalcomponent_get_summary");
  in.find(out.component_get_status, "icalcomponent_get_status");
  in.find(out.component_foreach_recurrence, "icalcomponent_foreach_recurrence");
  in.find(out.property_get_rrule, "icalproperty_get_rrule");
  in.find(out.parser_parse_string, "icalparser_parse_string");
  in.find(out.timezone_get_utc_timezone, "icaltimezone_get_utc_timezone");
  in.find(out.time_from_timet_with_zone, "icaltime_from_timet_with_zone");
  in.find(out.time_is_null_time, "icaltime_is_null_time");
  in.find(out.durationtype_as_int, "icaldurationtype_as_int");
  if (in.problem().empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) +
                                           " cannot be used, and without it no calendar can be read: " + in.problem() +
                                           "; install libical 3 (Debian: apt install libical3)");
}

}  // namespace

const result<ical_functions>& open_ical() {
  static const result<ical_functions> opened = open();
  return opened;
}

}  // namespace headroom::forecast
