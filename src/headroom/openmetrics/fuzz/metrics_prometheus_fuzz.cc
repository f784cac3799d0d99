// Any body of 0.0.4: the fast kernels must agree with the reference, and an error must be one line about a place.
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
  const auto slow = parse_reference(body, text_format::prometheus);
  for (auto* parser : {&fastest, &portable}) {
    const auto fast = collect(*parser, body, text_format::prometheus);
    if (fast && (!slow || write_openmetrics(*fast) != write_openmetrics(*slow))) std::abort();
  }
  if (slow) return 0;
  const auto& found = slow.error();
  if (found.line == 0 || found.column == 0 || found.message.empty()) std::abort();
  if (found.message.find('\n') != std::string::npos) std::abort();
  return 0;
}
