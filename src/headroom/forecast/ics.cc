#include "headroom/forecast/ics.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <tuple>

#include "headroom/base/text.h"
#include "headroom/forecast/ical_library.h"

namespace headroom::forecast {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;
constexpr std::size_t most_occurrences = 100'000;

struct component_free {
  void operator()(icalcomponent* c) const { ical().component_free(c); }
};
using owned_component = std::unique_ptr<icalcomponent, component_free>;

// What libical's callback needs; the occurrences are put into `events`.
struct collection {
  std::string name;
  std::int64_t length_minutes;
  utc_minute from, to;
  std::vector<known_event>* events;
  bool too_many = false;
};

void collect(icalcomponent* /*event*/, icaltime_span* span, void* data) {
  auto& into = *static_cast<collection*>(data);
  const utc_minute start = minute_of_unix_seconds(span->start);
  if (start < into.from || start >= into.to) return;
  if (into.events->size() >= most_occurrences) {
    into.too_many = true;
    return;
  }
  into.events->push_back(
      {.name = into.name, .start = start, .length_minutes = into.length_minutes, .expected_peak_per_second = {}});
}

// From its end or duration; a day when it has neither but begins on one, else a minute. (The spans that libical hands
// out make whole days one too long.)
std::int64_t length_of(icalcomponent* event) {
  constexpr int seconds_per_day = 86'400;
  const int seconds = ical().durationtype_as_int(ical().component_get_duration(event));
  if (seconds <= 0) return ical().component_get_dtstart(event).is_date != 0 ? seconds_per_day / 60 : 1;
  return (seconds + 59) / 60;
}

bool repeats_too_often(icalcomponent* event) {
  for (auto* rule = ical().component_get_first_property(event, ICAL_RRULE_PROPERTY); rule != nullptr;
       rule = ical().component_get_next_property(event, ICAL_RRULE_PROPERTY)) {
    const auto frequency = ical().property_get_rrule(rule).freq;
    if (frequency == ICAL_SECONDLY_RECURRENCE || frequency == ICAL_MINUTELY_RECURRENCE) return true;
  }
  return false;
}

icaltimetype utc_time(utc_minute minute) {
  return ical().time_from_timet_with_zone(minute.index * 60, 0, ical().timezone_get_utc_timezone());
}

std::unexpected<error> bad(std::string_view file, std::string_view seen, std::string_view expected) {
  return fail(error_code::invalid_argument, fmt::format("{}: saw {}, expected {}", file, seen, expected));
}

}  // namespace

result<std::vector<known_event>> ics_events(std::string_view ics, std::string_view file, utc_minute from,
                                            utc_minute to) {
  if (ics.size() > most_bytes) return bad(file, "more than a megabyte", "a calendar of at most that");
  if (const auto& library = open_ical(); !library) return fail(library.error());
  const owned_component root(ical().parser_parse_string(std::string(ics).c_str()));
  if (!root || ical().component_isa(root.get()) != ICAL_VCALENDAR_COMPONENT) {
    return bad(file, "no calendar", "one that begins with BEGIN:VCALENDAR and ends with END:VCALENDAR");
  }
  std::vector<known_event> out;
  for (auto* event = ical().component_get_first_component(root.get(), ICAL_VEVENT_COMPONENT); event != nullptr;
       event = ical().component_get_next_component(root.get(), ICAL_VEVENT_COMPONENT)) {
    const char* summary = ical().component_get_summary(event);
    collection into{.name = summary != nullptr ? summary : "",
                    .length_minutes = length_of(event),
                    .from = from,
                    .to = to,
                    .events = &out};
    const std::string shown = fmt::format("the event '{}'", escape_for_terminal(into.name.substr(0, 60)));
    if (ical().time_is_null_time(ical().component_get_dtstart(event)) != 0) {
      return bad(file, shown + " without a start", "a DTSTART");
    }
    if (ical().component_get_status(event) == ICAL_STATUS_CANCELLED) continue;
    if (repeats_too_often(event)) return bad(file, shown + " every minute or second", "at most one an hour");
    ical().component_foreach_recurrence(event, utc_time(from), utc_time(to), collect, &into);
    if (into.too_many) return bad(file, "more than 100,000 occurrences", "fewer; ask for less time");
  }
  std::ranges::sort(out, {}, [](const known_event& e) { return std::tie(e.start, e.name, e.length_minutes); });
  return out;
}

}  // namespace headroom::forecast
