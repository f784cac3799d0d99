#pragma once

#include <string_view>
#include <vector>

#include "headroom/base/result.h"
#include "headroom/base/time.h"

namespace headroom::sim {

// A recorded load, one value a minute, that is replayed over and over. Time of day is kept, and weekday where the trace
// has a whole week: only its whole weeks (else its whole days) are replayed.
struct trace {
  utc_minute start;
  std::vector<float> actions_per_s;  // a minute without a row holds the value before it

  [[nodiscard]] double at(utc_minute m) const;
};

// Reads CSV `minute,actions_per_second` in rising order, plain or gzip; `what` names the source in errors, which carry
// the line. At most 400 days.
[[nodiscard]] result<trace> read_trace(std::string_view bytes, std::string_view what);

}  // namespace headroom::sim
