// Any bytes as a cron expression: a reason, or a schedule whose every field allows something.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/forecast/cron.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto schedule = headroom::forecast::parse_cron({reinterpret_cast<const char*>(data), size});
  if (!schedule) {
    if (!schedule.error().message.starts_with("cron")) std::abort();
    return 0;
  }
  if (schedule->minutes.none() || schedule->hours.none() || schedule->days.none()) std::abort();
  if (schedule->months.none() || schedule->weekdays.none()) std::abort();
  return 0;
}
