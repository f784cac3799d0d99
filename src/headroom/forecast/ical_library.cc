#include "headroom/forecast/ical_library.h"

#include <dlfcn.h>
#include <string>

namespace headroom::forecast {
namespace {

constexpr const char* library_name = "libical.so.3";

std::string last_problem() {
  const char* why = dlerror();
  return why != nullptr ? why : "no reason was given";
}

// Fills the table's functions by their names and remembers the first that is missing.
class finder {
 public:
  explicit finder(void* library) : library_(library) {}

  template <typename Function>
  void find(Function& function, const char* name) {
    void* const found = dlsym(library_, name);
    if (found == nullptr && problem_.empty()) problem_ = last_problem();
    function = reinterpret_cast<Function>(found);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void* library_;
  std::string problem_;
};

std::string find_all(void* library, ical_functions& out) {
  finder in(library);
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
  return in.problem();
}

result<ical_functions> open() {
  ical_functions out{};
  void* const library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);  // for as long as the process lives
  const std::string problem = library == nullptr ? last_problem() : find_all(library, out);
  if (problem.empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) +
                                           " cannot be used, and without it no calendar can be read: " + problem +
                                           "; install libical 3 (Debian: apt install libical3)");
}

}  // namespace

const result<ical_functions>& open_ical() {
  static const result<ical_functions> opened = open();
  return opened;
}

}  // namespace headroom::forecast
