#include "headroom/temporal/common/data_converter.h"

#include <cstring>
#include <exception>
#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal::detail {

payload write_bytes(const bytes& b) {
  std::string data(b.size(), '\0');
  if (!b.empty()) std::memcpy(data.data(), b.data(), b.size());
  return make_payload(encodings::binary, std::move(data));
}

bytes read_bytes(const payload& p) {
  if (p.encoding() != encodings::binary) {
    throw payload_error(fmt::format("saw a payload of encoding '{}', expected bytes as binary/plain",
                                    headroom::escape_for_terminal(p.encoding())));
  }
  bytes out(p.data.size());
  if (!out.empty()) std::memcpy(out.data(), p.data.data(), out.size());
  return out;
}

payload write_null() { return make_payload(encodings::null, {}); }

void fail_json(const char* what, const payload& p) {
  throw payload_error(
      fmt::format("saw {} in a payload: {}", headroom::escape_for_terminal(p.data.substr(0, 60)), what));
}

std::span<const payload> without_trailing_nothing(std::span<const payload> all, std::size_t wanted) {
  while (all.size() > wanted && all.back().encoding() == encodings::null) all = all.first(all.size() - 1);
  return all;
}

void fail_argument_count(std::size_t seen, std::size_t wanted_min, std::size_t wanted_max) {
  const auto wanted =
      wanted_min == wanted_max ? fmt::format("{}", wanted_min) : fmt::format("{} to {}", wanted_min, wanted_max);
  throw payload_error(fmt::format("saw {} argument{}, expected {}", seen, seen == 1 ? "" : "s", wanted));
}

void rethrow_for_argument(std::size_t index) {
  try {
    throw;
  } catch (const payload_error& e) {
    throw payload_error(fmt::format("argument {}: {}", index, e.what()));
  }
}

}  // namespace temporal::detail
