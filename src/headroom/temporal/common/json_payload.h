#pragma once

#include "headroom/json/json.h"
#include "headroom/temporal/common/payload.h"

// Include this where values of nlohmann::json, containers or own types with to_json and from_json (for example by
// NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE) are arguments or results. The workflow headers leave it out, since the JSON
// library alone costs a second to include.
namespace temporal::detail {

// json/plain without blanks; throws payload_error for text that is not UTF-8.
payload write_json_value(const headroom::json& v);

// Reads json/plain (int64 and uint64 exactly) and json/protobuf, and binary/null as null. Throws payload_error.
headroom::json read_json_value(const payload& p);

}  // namespace temporal::detail
