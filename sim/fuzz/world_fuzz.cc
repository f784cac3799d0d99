// A world's TOML text: refused with a message, or an account that can be looked at.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/load.h"
#include "sim/world_file.h"

using namespace headroom;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);  // NOLINT
  const auto w = sim::read_world(text, "w", utc_minute{29'500'000}, [](const std::string& name) -> result<std::string> {
    return fail(error_code::not_found, name);
  });
  if (!w) {
    if (w.error().message.empty()) std::abort();
    return 0;
  }
  for (const auto& n : w->namespaces) {
    if (n.demand.sources.size() + n.demand.modifiers.size() > 64) continue;
    if (sim::actions_in(n.demand, utc_minute{29'500'000}) < 0) std::abort();
  }
  return 0;
}
