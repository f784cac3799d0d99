#pragma once

#include "headroom/backtest/workload.h"

namespace headroom::bench {

// What can be expected of a workload, by policies that are told the future but for surprises. A surprise is an hour
// with a peak 1.25 times above all of the last two hours and of the same time, give or take an hour, on the days
// before; in it such a policy starts On-Demand and its raise is in effect five minutes after the first throttled one.
struct case_kind {
  bool hard = false;     // On-Demand alone throttles more than one minute in a thousand
  bool bursty = false;   // hard, and reaction alone scores above 1.15
  double reaction = 1;   // score of one that knows no day before
  double foresight = 1;  // score of one that knows the last seven
};

case_kind kind_of(const backtest::workload& load);

}  // namespace headroom::bench
