// Any body of 0.0.4: never a crash, and what was read as 0.0.4 keeps its samples.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/openmetrics/reference.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::openmetrics;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto read = parse_reference(body, text_format::prometheus);
  if (read) return 0;
  // An error must be inside the body, or just behind it.
  if (read.error().line == 0 || read.error().column == 0 || read.error().message.empty()) std::abort();
  if (read.error().message.find('\n') != std::string::npos) std::abort();
  return 0;
}
