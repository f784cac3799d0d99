#pragma once

#include <string>
#include <vector>

#include "headroom/cli/backtest/options.h"
#include "headroom/cli/backtest/run.h"

namespace headroom::cli::backtest {

// One array of objects, or one object a line (output_format::jsonl): the keys of BACKTEST tables, in full precision;
// null for what cannot be said.
[[nodiscard]] std::string score_json(const std::vector<scored_run>& runs, const options& asked);

// The same keys as columns, RFC 4180; empty cells for null.
[[nodiscard]] std::string score_csv(const std::vector<scored_run>& runs, const options& asked);

}  // namespace headroom::cli::backtest
