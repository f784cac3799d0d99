#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/common/payload.h"

namespace temporal {

// A whole payload, metadata included, as one string: a serialised temporal.api.common.v1.Payload. It is what codecs of
// all SDKs wrap, so that what one encrypts another can read.
[[nodiscard]] std::string to_bytes(const payload& p);
// Throws payload_error when the bytes are no payload.
[[nodiscard]] payload payload_from_bytes(std::string_view bytes);

}  // namespace temporal
