#include "headroom/temporal/common/payload_bytes.h"

#include "headroom/temporal/common/payload_error.h"
#include "headroom/temporal/common/payload_proto.h"

namespace temporal {

std::string to_bytes(const payload& p) {
  detail::payload_proto message;
  detail::write_proto(p, message);
  return message.SerializeAsString();
}

payload payload_from_bytes(std::string_view bytes) {
  detail::payload_proto message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    throw payload_error("these " + std::to_string(bytes.size()) +
                        " bytes are no payload; was it another key or codec?");
  }
  return detail::read_proto(message);
}

}  // namespace temporal
