// A request head from anywhere: parsed or refused, and what is kept is what a handler may rely on.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sim/http_message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request =
      headroom::sim::parse_request_head(std::string_view(reinterpret_cast<const char*>(data), size));  // NOLINT
  if (!request) return 0;
  if (request->path.empty()) std::abort();
  for (const auto& [name, value] : request->headers) {
    if (name.empty() || name.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos) std::abort();
  }
  return 0;
}
