// Any answer of the endpoint: a body that is strictly valid must read the same with all tolerances and without.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/openmetrics/scrape.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::openmetrics;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto lenient = parse_temporal(body);
  const auto strict = parse_temporal(body, scrape_options::strict());
  if (!strict) return 0;
  if (!lenient || lenient->families().size() != strict->families().size()) std::abort();
  for (std::size_t i = 0; i < strict->families().size(); ++i) {
    if (lenient->families()[i].samples.size() != strict->families()[i].samples.size()) std::abort();
  }
  return 0;
}
