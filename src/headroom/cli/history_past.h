#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "headroom/base/result.h"
#include "headroom/cli/history/places.h"
#include "headroom/cli/history_access.h"
#include "headroom/plan/snapshot_planner.h"
#include "headroom/report/load_window.h"

namespace headroom::cli {

// What the history gives to an analysis.
struct account_past {
  plan::history_map week;              // hours of the last seven days, for the planner and the pictures
  report::window_map windows;          // where a window was asked for
  std::string note;                    // one line for the report
  std::optional<std::string> missing;  // why there is none, although it was asked for or is there
};

struct past_request {
  result<std::filesystem::path> place;
  bool asked = false;  // by --store or --window
  std::string window;  // "7d"; empty: none
  utc_minute now;
};

// A history that is not there or cannot be read is no error: the analysis goes on without, and says so.
[[nodiscard]] result<account_past> read_past(const past_request& request);

}  // namespace headroom::cli
