#pragma once

#include "headroom/temporal/common/payload_codec.h"

namespace google::protobuf {
class Message;
}

// Applies a codec to every payload inside a message (activation, completion, request, response), found by reflection.
// Search attributes and headers are left alone. A null codec does nothing. Throws what the codec throws, and
// payload_error when the codec gives another number of payloads than it got.
namespace temporal::detail {

void encode_payloads(const payload_codec* codec, google::protobuf::Message& m);
void decode_payloads(const payload_codec* codec, google::protobuf::Message& m);

}  // namespace temporal::detail
