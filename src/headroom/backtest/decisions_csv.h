#pragma once

#include <span>
#include <string>

#include "headroom/backtest/replay.h"

namespace headroom::backtest {

// `minute,mode,trus`, one row for each request: `2026-01-12T07:58:00Z,provisioned,4`,
// `2026-01-12T09:58:00Z,on_demand,`.
[[nodiscard]] std::string decisions_csv(std::span<const request> requests);

}  // namespace headroom::backtest
