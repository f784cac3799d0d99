#include "headroom/temporal/common/payload.h"

#include <utility>

namespace temporal {

std::string_view payload::encoding() const {
  const auto it = metadata.find("encoding");
  return it == metadata.end() ? std::string_view() : std::string_view(it->second);
}

payload make_payload(std::string_view encoding, std::string data) {
  payload out;
  out.metadata.emplace("encoding", encoding);
  out.data = std::move(data);
  return out;
}

bool is_null(const payload& p) {
  return p.encoding() == encodings::null || (p.encoding() == encodings::json && p.data == "null");
}

}  // namespace temporal
