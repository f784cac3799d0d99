#pragma once

#include <string>
#include <vector>

#include "headroom/cli/backtest/options.h"
#include "headroom/cli/backtest/run.h"

namespace headroom::cli::backtest {

// The score cards for people: one line for each trace and policy, and how the policies did over all traces.
[[nodiscard]] std::string score_text(const std::vector<scored_run>& runs, const options& asked);
[[nodiscard]] std::string score_markdown(const std::vector<scored_run>& runs, const options& asked);
[[nodiscard]] std::string score_html(const std::vector<scored_run>& runs, const options& asked);

}  // namespace headroom::cli::backtest
