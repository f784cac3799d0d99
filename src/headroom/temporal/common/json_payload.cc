#include "headroom/temporal/common/json_payload.h"

#include <fmt/format.h>

#include "headroom/base/text.h"
#include "headroom/temporal/common/payload_error.h"

namespace temporal::detail {

payload write_json_value(const headroom::json& v) {
  try {
    return make_payload(encodings::json, v.dump());
  } catch (const headroom::json::exception& e) {
    throw payload_error(fmt::format("a value cannot be written as JSON: {}", e.what()));
  }
}

headroom::json read_json_value(const payload& p) {
  const auto encoding = p.encoding();
  if (encoding == encodings::null) return nullptr;
  if (encoding != encodings::json && encoding != encodings::protobuf_json) {
    throw payload_error(
        fmt::format("saw a payload of encoding '{}', expected json/plain", headroom::escape_for_terminal(encoding)));
  }
  auto parsed = headroom::parse_json(p.data, "payload");
  if (!parsed) throw payload_error(parsed.error().message);
  return std::move(*parsed);
}

}  // namespace temporal::detail
