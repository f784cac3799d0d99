// Any bytes as a trace: either a reason with file and line, or a trace whose every minute is unknown or a sane load.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/backtest/trace_csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto trace = headroom::backtest::parse_trace_csv({reinterpret_cast<const char*>(data), size}, "f.csv");
  if (!trace) {
    if (!trace.error().message.starts_with("f.csv:")) std::abort();
    return 0;
  }
  if (trace->aps.empty() || trace->aps.size() % 60 != 0 || trace->first_row < trace->start) std::abort();
  for (const double load : trace->aps) {
    if (!std::isnan(load) && !(load >= 0 && load <= 1e12)) std::abort();
  }
  return 0;
}
