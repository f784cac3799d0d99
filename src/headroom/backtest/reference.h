#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "headroom/backtest/score.h"
#include "headroom/backtest/trace.h"
#include "headroom/backtest/workload.h"

// The backtest a second time: slow, obvious, minute by minute, straight from the definitions, sharing no code with the
// fast one but the values it takes and returns. Tests hold the two against each other; nothing else should use it.
namespace headroom::backtest {

class reference_world;

class reference_backtest {
 public:
  reference_backtest(const trace& recorded, const workload_options& options);
  ~reference_backtest();
  reference_backtest(const reference_backtest&) = delete;
  reference_backtest& operator=(const reference_backtest&) = delete;

  // What the named peer asks for: original, on-demand, peak, target-tracking, vpa, autopilot-window or hindsight with
  // its usual parameters.
  [[nodiscard]] std::vector<request> requests(std::string_view policy) const;
  [[nodiscard]] score_card score(const std::vector<request>& requests) const;

 private:
  std::unique_ptr<const reference_world> world_;
};

}  // namespace headroom::backtest
