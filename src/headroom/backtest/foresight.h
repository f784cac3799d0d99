#pragma once

#include <vector>

#include "headroom/backtest/replay.h"

// The two yardsticks that know the future. They take the whole workload, which no plan::policy can be given.
namespace headroom::backtest {

// The one count that covers the highest load of the scored hours, asked for before the trace begins; nothing when no
// hour is scored.
std::vector<request> peak_requests(const workload& load);

// The rung that each scored hour's optimum is attained with, asked for so that it is in effect when the hour begins.
std::vector<request> hindsight_requests(const workload& load);

}  // namespace headroom::backtest
