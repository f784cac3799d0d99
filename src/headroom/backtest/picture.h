#pragma once

#include <span>

#include "headroom/backtest/replay.h"
#include "headroom/model/load_history.h"

namespace headroom::backtest {

// The highest minute of every hour from the first scored one on; empty where there are no rows.
load_history peaks_of(const workload& load);

// The highest limit in effect in each of the same hours.
load_history limits_of(const workload& load, std::span<const request> requests);

}  // namespace headroom::backtest
