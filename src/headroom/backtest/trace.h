#pragma once

#include <string>
#include <vector>

#include "headroom/base/time.h"

namespace headroom::backtest {

// A namespace's load, minute by minute, from the start of the first row's clock hour to the end of the last row's.
struct trace {
  std::string name;
  utc_minute start;
  utc_minute first_row;
  std::vector<double> aps;  // whole hours; NaN where there is no row: unknown, not zero
};

}  // namespace headroom::backtest
