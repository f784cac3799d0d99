#pragma once

#include <span>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::plan {

// The load of the seven days before a moment, minute by minute; NaN is unknown.
struct trailing_week {
  utc_minute end;
  std::span<const double> aps;  // at most 10,080 values, the last of the minute before `end`
};

// What On-Demand would allow in each coming hour from `first` on (which begins at or after the week's end) if the hours
// go as expected: the trailing seven days are carried forward with each hour's expected mean. Within an hour the load
// has the shape of the same hour a week before, which is what falls out of the window then; an hour whose shape is
// unknown is taken to be even. Minutes between the week's end and `first` are unknown. O(log n) a minute.
[[nodiscard]] std::vector<double> coming_envelopes(const trailing_week& past, utc_hour first,
                                                   std::span<const double> expected_mean_aps);

}  // namespace headroom::plan
