#pragma once

#include <cstdint>
#include <span>

#include "headroom/base/result.h"
#include "headroom/report/load_window.h"
#include "headroom/store/history_reader.h"

namespace headroom::cli::history {

// The windows of all namespaces of a history: `minutes` up to `end`. Growth looks back two weeks, whatever the window.
[[nodiscard]] result<report::window_map> read_windows(store::history_reader& from, utc_minute end,
                                                      std::int64_t minutes);

// What one namespace's counts say of themselves: the figures of load_window but for throttling. `counts` are the
// minutes from `first` on, NaN where unknown; the window is the last `minutes` of them.
[[nodiscard]] report::load_window window_of(utc_minute first, std::span<const double> counts, std::int64_t minutes);

}  // namespace headroom::cli::history
