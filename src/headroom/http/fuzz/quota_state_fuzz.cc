#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headroom/http/quota.h"

// The file of the budget may have been damaged or written by somebody else: it must never block for more than a day,
// and what is read must be written and read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom::http;
  auto state = parse_quota_state({reinterpret_cast<const char*>(data), size});
  if (!state) return 0;
  if (parse_quota_state(to_text(*state)) != *state) std::abort();
  constexpr std::int64_t now_unix_ms = 1'765'894'320'000;
  const auto wait = take_request(*state, {}, now_unix_ms);
  if (wait && (wait->time.count() <= 0 || wait->time > std::chrono::hours(24))) std::abort();
  note_throttled(*state, {}, now_unix_ms, std::chrono::seconds(5));
  return 0;
}
