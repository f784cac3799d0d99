#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "headroom/base/time.h"

namespace headroom::forecast {

// Something that is known to move the load: a sale, a launch, a batch run, a holiday. Occurrences with one name are
// taken to be alike, so past ones tell what the coming ones will do.
struct known_event {
  std::string name;
  utc_minute start;
  std::int64_t length_minutes = 60;
  // What the highest minute is expected to be, where someone knows; else it is learned from past occurrences.
  std::optional<double> expected_peak_per_second;

  [[nodiscard]] utc_minute end() const { return start + length_minutes; }
  friend bool operator==(const known_event&, const known_event&) = default;
};

}  // namespace headroom::forecast
