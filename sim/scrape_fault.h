#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/fault.h"

namespace headroom::sim {

// What is done to single samples of a scrape.
struct sample_damage {
  bool nan = false, negative = false, absent = false, duplicate = false;

  [[nodiscard]] bool any() const { return nan || negative || absent || duplicate; }
};

[[nodiscard]] sample_damage damage_of(const std::vector<fault>& faults, std::string_view namespace_id,
                                      std::string_view family);

// What is done to a scrape as a whole.
struct scrape_damage {
  std::string_view completeness;   // empty: what is true
  std::int64_t shift_s = 0;        // added to all timestamps (stale data, skewed clocks)
  std::int64_t stale_minutes = 0;  // an older window is served
  bool milliseconds = false, no_eof = false, docs_style = false;
  bool half = false;  // `limited`: the second half of the samples is missing
};

[[nodiscard]] scrape_damage damage_of(const std::vector<fault>& faults);

}  // namespace headroom::sim
