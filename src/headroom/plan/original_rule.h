#pragma once

#include <cstdint>

namespace headroom::plan {

struct original_rule_input {
  double limit_aps = 0;
  double count_aps = 0;
};

// The rule of the original project, exactly (FACTS.md G): the TRUs it recommends, 0 for On-Demand. It reads the current
// TRUs off the limit, adds one at 80 % of it and gives up those whose hourly floor the load does not pay for. It knows
// nothing of the counts on sale: whoever carries the answer out rounds it up.
std::int64_t original_rule_trus(const original_rule_input& seen);

}  // namespace headroom::plan
