#pragma once

#include <string>
#include <vector>

#include "frame.h"

namespace kitchen_sink {

// The value of an EXPR. Throws std::runtime_error for an expression that is unknown or makes no sense, which fails the
// workflow task.
value evaluate(const json& expression, const frame& at);

// The same where bytes cannot be meant.
json evaluate_json(const json& expression, const frame& at);
std::string evaluate_text(const json& expression, const frame& at);

// null, false, 0, "" and empty containers count as false.
bool truth(const value& v);

// Arguments: each element may be bytes.
temporal::raw_args evaluate_arguments(const json& step, const frame& at);

json json_of(const value& v);  // throws for bytes

}  // namespace kitchen_sink
