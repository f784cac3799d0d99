#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "headroom/backtest/contender.h"
#include "headroom/backtest/score.h"
#include "headroom/base/result.h"
#include "headroom/cli/backtest/options.h"
#include "headroom/model/load_history.h"

namespace headroom::cli::backtest {

// One policy on one trace.
struct scored_run {
  std::string trace;
  std::string policy;
  headroom::backtest::score_card card;
  std::vector<headroom::backtest::request> requests;  // only where decisions are written
  std::optional<std::string> decisions_file;
  // The highest load of each scored hour, and the highest limit in effect then; only where a format shows them.
  load_history peaks, limits;
};

struct run_outcome {
  std::vector<scored_run> runs;  // by trace, then by policy, in the orders given
  std::vector<error> unread;     // traces that could not be read, in the order given
};

using progress = std::function<void(std::size_t done, std::size_t all)>;

// Reads the traces and replays every policy on each. The same for any number of threads. `tell` may be called from
// several threads at once.
[[nodiscard]] run_outcome run_all(const options& asked, const std::vector<headroom::backtest::contender>& contenders,
                                  const progress& tell);

// Writes FOLDER/<trace>.<policy>.csv for every run and notes the path in it; the folder is made if missing.
[[nodiscard]] result<void> write_decisions(std::vector<scored_run>& runs, const std::string& folder);

}  // namespace headroom::cli::backtest
