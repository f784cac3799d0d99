#pragma once

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>
#include <string>

namespace temporal::testing {

// Rewrites the enum values of a message in JSON form from the older spelling ("WorkflowExecutionStarted") to the
// present one ("EVENT_TYPE_WORKFLOW_EXECUTION_STARTED"), here and in all messages inside. The JSON reader of protobuf
// would take the older ones for 0 without a word. Throws std::invalid_argument for a value that is neither; `where`
// names the message.
void spell_enums(const google::protobuf::Descriptor& type, nlohmann::json& message, const std::string& where);

}  // namespace temporal::testing
