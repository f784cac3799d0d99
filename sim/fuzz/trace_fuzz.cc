// A trace, plain or gzip: refused, or replayable at any minute.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sim/trace.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto t = headroom::sim::read_trace(std::string_view(reinterpret_cast<const char*>(data), size), "t");  // NOLINT
  if (!t) return 0;
  for (const std::int64_t m : {0L, -1L, 29'500'000L}) {
    const double aps = t->at(headroom::utc_minute{m});
    if (!std::isfinite(aps) || aps < 0) std::abort();
  }
  return 0;
}
