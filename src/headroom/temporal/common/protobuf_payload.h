#pragma once

#include "headroom/temporal/common/payload.h"

namespace google::protobuf {
class Message;
}

// A protobuf message as argument or result: written as json/protobuf with its type name, as the official SDKs do, read
// from json/protobuf and binary/protobuf.
namespace temporal::detail {

payload write_protobuf(const google::protobuf::Message& m);
void read_protobuf(const payload& p, google::protobuf::Message& out);  // throws payload_error

}  // namespace temporal::detail

namespace temporal {

// The other protobuf encoding, for those who want it: binary/protobuf.
[[nodiscard]] payload to_binary_protobuf_payload(const google::protobuf::Message& m);

}  // namespace temporal
