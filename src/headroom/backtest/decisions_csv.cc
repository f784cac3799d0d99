#include "headroom/backtest/decisions_csv.h"

#include <fmt/format.h>

namespace headroom::backtest {

std::string decisions_csv(std::span<const request> requests) {
  std::string out = "minute,mode,trus\n";
  for (const auto& [minute, wanted] : requests) {
    if (wanted == on_demand) {
      out += fmt::format("{},on_demand,\n", to_string(minute));
    } else {
      out += fmt::format("{},provisioned,{}\n", to_string(minute), wanted.rung());
    }
  }
  return out;
}

}  // namespace headroom::backtest
