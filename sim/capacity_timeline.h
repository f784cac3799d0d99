#pragma once

#include <cstdint>
#include <vector>

#include "headroom/base/time.h"
#include "headroom/model/capacity.h"

namespace headroom::sim {

// What a namespace had and will have, by the moment from which it holds. Because a change is entered with the moment at
// which it takes effect, the state at any time needs no bookkeeping.
class capacity_timeline {
 public:
  explicit capacity_timeline(capacity from_the_beginning) : first_(from_the_beginning) {}

  // Not before the last entry.
  void set(std::int64_t unix_ms, capacity c);

  [[nodiscard]] capacity at(std::int64_t unix_ms) const;
  // The highest count in effect at any moment of the hour (0: On-Demand all through), which is what is billed.
  [[nodiscard]] int highest_trus_in(utc_hour h) const;
  // True when something was changed at or before that moment.
  [[nodiscard]] bool changed_by(std::int64_t unix_ms) const;

 private:
  struct entry {
    std::int64_t unix_ms = 0;
    capacity value;
  };
  capacity first_;
  std::vector<entry> entries_;
};

}  // namespace headroom::sim
