#pragma once

#include <string>

#include "frame.h"

namespace kitchen_sink {

// Registers or replaces a HANDLER of the program: {"signal"|"update"|"query": NAME or null, ...}.
void register_handler(machine& shared, const json& handler);

// Appends to a list variable, making a new list; null counts as empty.
void append_to(machine& shared, const std::string& name, const value& added);

// Throws {"message": "rejected", "type": "Rejected", "details": [arg]} when `reject_if` is true.
void reject_if_asked(const json& reject_if, const frame& at);

}  // namespace kitchen_sink
