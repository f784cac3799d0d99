#pragma once

// Private to the SDK's .cc files: payloads and durations between our types and the protocol's.
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <span>

#include "temporal/api/common/v1/message.pb.h"

#include "headroom/temporal/common/duration.h"
#include "headroom/temporal/common/payload.h"

namespace temporal::detail {

using payload_proto = api::common::v1::Payload;
using payload_proto_map = google::protobuf::Map<std::string, payload_proto>;
using payload_proto_list = google::protobuf::RepeatedPtrField<payload_proto>;

void write_proto(const payload& from, payload_proto& to);
void write_proto(std::span<const payload> from, payload_proto_list& to);  // appends
void write_proto(const payload_map& from, payload_proto_map& to);         // adds or replaces
[[nodiscard]] payload read_proto(const payload_proto& from);
[[nodiscard]] payload_list read_proto(const payload_proto_list& from);
[[nodiscard]] payload_map read_proto(const payload_proto_map& from);

void write_proto(duration from, google::protobuf::Duration& to);
[[nodiscard]] duration read_proto(const google::protobuf::Duration& from);
void write_proto(timestamp from, google::protobuf::Timestamp& to);
[[nodiscard]] timestamp read_proto(const google::protobuf::Timestamp& from);

}  // namespace temporal::detail
