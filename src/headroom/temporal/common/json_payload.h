#pragma once

#include "headroom/json/json.h"
#include "headroom/temporal/common/data_converter.h"

// Include this where values of nlohmann::json, containers or own types with to_json and from_json (for example by
// NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE) are arguments or results. The workflow headers leave it out, since the JSON
// library alone costs a second to include.
//
// The conversions themselves are declared with all others: write_json_value gives json/plain without blanks and throws
// payload_error for text that is not UTF-8; read_json_value reads json/plain (int64 and uint64 exactly), json/protobuf,
// and binary/null as null.
