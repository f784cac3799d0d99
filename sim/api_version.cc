#include "sim/api_version.h"

#include <charconv>
#include <fmt/format.h>

#include "headroom/base/text.h"

namespace headroom::sim {

result<api_version> parse_api_version(std::string_view header) {
  if (header.empty()) return newest_version;
  api_version v;
  const char* at = header.data();
  const char* const end = at + header.size();
  bool good = *at++ == 'v';
  for (int* part : {&v.major, &v.minor, &v.patch}) {
    if (part != &v.major) {
      good = good && at != end && *at == '.';
      if (good) ++at;
    }
    const auto [next, status] = std::from_chars(at, end, *part);
    good = good && status == std::errc{} && *part >= 0;
    at = next;
  }
  if (!good || at != end || v > newest_version) {
    return fail(error_code::invalid_argument,
                fmt::format("unsupported temporal-cloud-api-version '{}'", escape_for_terminal(header.substr(0, 40))));
  }
  return v;
}

std::string to_string(api_version v) { return fmt::format("v{}.{}.{}", v.major, v.minor, v.patch); }

}  // namespace headroom::sim
