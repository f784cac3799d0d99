#include "sim/capacity_timeline.h"

#include <algorithm>

#include "sim/clock.h"

namespace headroom::sim {

void capacity_timeline::set(std::int64_t unix_ms, capacity c) { entries_.push_back({unix_ms, c}); }

capacity capacity_timeline::at(std::int64_t unix_ms) const {
  capacity held = first_;
  for (const entry& e : entries_) {
    if (e.unix_ms > unix_ms) break;
    held = e.value;
  }
  return held;
}

int capacity_timeline::highest_trus_in(utc_hour h) const {
  const std::int64_t begin = start_ms(start_of(h)), end = start_ms(start_of(h + 1));
  int highest = at(begin).rung();
  for (const entry& e : entries_) {
    if (e.unix_ms > begin && e.unix_ms < end) highest = std::max(highest, e.value.rung());
  }
  return highest;
}

bool capacity_timeline::changed_by(std::int64_t unix_ms) const {
  return !entries_.empty() && entries_.front().unix_ms <= unix_ms;
}

}  // namespace headroom::sim
