#pragma once

#include <string>

#include "headroom/temporal/runtime/bridge_event.h"
#include "headroom/temporal/runtime/errors.h"

namespace temporal::detail {

// Returns when the event is a success; otherwise throws what the event says: rpc_error or one of its kinds, or
// bridge_error. `what` names the call.
void throw_if_failed(const bridge_event& event, const std::string& what);

// Throws the most special kind of rpc_error that code and details allow.
[[noreturn]] void throw_rpc_error(const rpc_error& error);

}  // namespace temporal::detail
