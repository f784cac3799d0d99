#pragma once

#include <string>
#include <vector>

#include "headroom/cli/global_options.h"
#include "headroom/plan/policy.h"

namespace headroom::cli::backtest {

// What `headroom backtest` is asked to do.
struct options {
  std::vector<std::string> traces;    // files, in the order given
  std::vector<std::string> policies;  // as typed; empty: all
  double scale = 1;
  plan::policy_setting setting;
  std::string decisions_folder;  // empty: decisions are not written
  int threads = 0;               // 0: as many as the machine has
  output_format output = output_format::text;
};

}  // namespace headroom::cli::backtest
