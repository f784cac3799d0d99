#pragma once

#include <libical/ical.h>

#include "headroom/base/result.h"

namespace headroom::forecast {

// The functions of libical that headroom calls, without their prefix. Linked in the usual way, libical and the three
// libraries of ICU that it brings along would cost every start of the program half a millisecond; so it is opened when
// the first calendar is read (docs/decisions/start-up.md).
struct ical_functions {
  decltype(&::icalcomponent_free) component_free;
  decltype(&::icalcomponent_get_duration) component_get_duration;
  decltype(&::icalcomponent_get_dtstart) component_get_dtstart;
  decltype(&::icalcomponent_get_first_property) component_get_first_property;
  decltype(&::icalcomponent_get_next_property) component_get_next_property;
  decltype(&::icalcomponent_isa) component_isa;
  decltype(&::icalcomponent_get_first_component) component_get_first_component;
  decltype(&::icalcomponent_get_next_component) component_get_next_component;
  decltype(&::icalcomponent_get_summary) component_get_summary;
  decltype(&::icalcomponent_get_status) component_get_status;
  decltype(&::icalcomponent_foreach_recurrence) component_foreach_recurrence;
  decltype(&::icalproperty_get_rrule) property_get_rrule;
  decltype(&::icalparser_parse_string) parser_parse_string;
  decltype(&::icaltimezone_get_utc_timezone) timezone_get_utc_timezone;
  decltype(&::icaltime_from_timet_with_zone) time_from_timet_with_zone;
  decltype(&::icaltime_is_null_time) time_is_null_time;
  decltype(&::icaldurationtype_as_int) durationtype_as_int;
};

// Opens the library at the first call. `unavailable` says what is missing and how to get it.
const result<ical_functions>& open_ical();

// After an open_ical() that was good.
inline const ical_functions& ical() { return *open_ical(); }

}  // namespace headroom::forecast
