#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/http/http_date.h"

// Retry-After is what a server, or whoever is between, wants us to believe: it must end in a pause of bounded length or
// none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::int64_t now_unix_ms = 1'765'894'320'000;
  const auto wait = headroom::http::parse_retry_after(text, now_unix_ms);
  if (wait && (wait->count() < 0 || *wait > std::chrono::hours(24 * 366 * 10))) std::abort();
  static_cast<void>(headroom::http::parse_http_date(text));
  return 0;
}
