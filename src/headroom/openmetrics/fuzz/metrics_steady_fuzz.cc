// Two bodies, parted by the byte 0xFF, which no valid one has: the second read after the first must give what the
// reference gives.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/openmetrics/reference.h"
#include "headroom/openmetrics/steady_parser.h"
#include "headroom/openmetrics/tests/collect.h"
#include "headroom/openmetrics/write.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::openmetrics;
  const std::string_view both(reinterpret_cast<const char*>(data), size);
  const auto part = both.find('\xff');
  if (part == std::string_view::npos) return 0;
  const auto second = both.substr(part + 1);
  steady_parser parser;
  collector all;
  static_cast<void>(parser.read(both.substr(0, part), all).has_value());
  const auto got = parser.read(second, all);
  const auto slow = parse_reference(second, text_format::openmetrics);
  if (got.has_value() != slow.has_value()) std::abort();
  if (!got) return 0;
  if (*got == steady_parser::outcome::same_series) {
    std::size_t i = 0;
    for (auto& family : all.body.families) {
      for (auto& one : family.samples) {
        one.value = parser.values()[i];
        one.timestamp_s.reset();
        if (!std::isnan(parser.timestamps_s()[i])) one.timestamp_s = parser.timestamps_s()[i];
        ++i;
      }
    }
  }
  if (write_openmetrics(all.body) != write_openmetrics(*slow)) std::abort();
  return 0;
}
