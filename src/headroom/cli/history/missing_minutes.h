#pragma once

#include <span>
#include <string>
#include <vector>

#include "headroom/store/history_reader.h"

namespace headroom::cli::history {

// Minutes without a scrape, and why.
struct missing_stretch {
  store::minute_range minutes;
  std::string reason;

  friend bool operator==(const missing_stretch&, const missing_stretch&) = default;
};

inline constexpr const char* reason_unknown =
    "nothing came for them and nothing was noted: headroom was not collecting, or an import had no row";

// The minutes of `range` that have no note, ascending, cut where the reason changes; the reason is that of the newest
// gap noted for the minute, or reason_unknown. `notes` are ascending.
[[nodiscard]] std::vector<missing_stretch> missing_minutes(store::minute_range range,
                                                           std::span<const store::minute_note> notes,
                                                           std::span<const store::gap_note> gaps);

// The parts of `range` that no gap names, ascending.
[[nodiscard]] std::vector<store::minute_range> unnamed_parts(store::minute_range range,
                                                             std::span<const store::gap_note> gaps);

}  // namespace headroom::cli::history
