#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/time.h"
#include "headroom/forecast/known_event.h"

namespace headroom::forecast {

// When a cron expression fires, in UTC.
struct cron_schedule {
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;      // of the month, 1 to 31
  std::bitset<13> months;    // 1 to 12
  std::bitset<7> weekdays;   // 0 is Sunday
  bool any_day = false;      // the field for days begins with *
  bool any_weekday = false;  // likewise

  [[nodiscard]] bool fires_at(utc_minute minute) const;
};

// Reads five fields (minute, hour, day of month, month, day of week) with *, lists, ranges, steps and names of months
// and days, or @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually. As in crontab(5), a day fires when
// day of month or day of week matches if neither field begins with *. Errors name the field, what was seen and what was
// expected.
[[nodiscard]] result<cron_schedule> parse_cron(std::string_view expression);

// The occurrences in [from, to) as events of `length_minutes` each; at most `most_occurrences`, else out_of_range.
[[nodiscard]] result<std::vector<known_event>> cron_events(const std::string& name, const cron_schedule& schedule,
                                                           std::int64_t length_minutes, utc_minute from, utc_minute to);

}  // namespace headroom::forecast
