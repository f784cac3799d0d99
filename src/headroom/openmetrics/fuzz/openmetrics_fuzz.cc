// Any body: the fast kernels must agree with the reference, and what was read must be written and read back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/openmetrics/reference.h"
#include "headroom/openmetrics/tests/collect.h"
#include "headroom/openmetrics/write.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::openmetrics;
  static fast_parser fastest;
  static fast_parser portable(make_portable_kernel());
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto slow = parse_reference(body, text_format::openmetrics);
  for (auto* parser : {&fastest, &portable}) {
    const auto fast = collect(*parser, body);
    if (!fast) continue;
    if (!slow || write_openmetrics(*fast) != write_openmetrics(*slow)) std::abort();
  }
  if (!slow) return 0;
  const auto text = write_openmetrics(*slow);
  const auto again = parse_reference(text, text_format::openmetrics);
  // Points that are the same double are the one thing that a round trip can lose.
  if (again && write_openmetrics(*again) != text) std::abort();
  return 0;
}
