#pragma once

#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/time.h"
#include "headroom/forecast/known_event.h"

namespace headroom::forecast {

// The events of an iCalendar text (RFC 5545) that begin in [from, to), repeated ones once for each occurrence, by
// start. An event's name is its SUMMARY; times without a zone are UTC, whole days begin at 00:00 UTC. Cancelled events
// are left out.
//
// Errors are invalid_argument, beginning `file: `: no calendar in the text, an event without start, a rule that repeats
// every minute or second, more than 100,000 occurrences or a megabyte of text. Parsing and rules are libical's, which
// reads the system's zone files where a zone is named but not described in the text.
[[nodiscard]] result<std::vector<known_event>> ics_events(std::string_view ics, std::string_view file, utc_minute from,
                                                          utc_minute to);

}  // namespace headroom::forecast
