#pragma once

#include <string>
#include <string_view>

#include "headroom/temporal/client/workflow_description.h"

namespace temporal::testing {

// A history as the Temporal CLI, UI and official SDKs write it: {"events": [...]}.
[[nodiscard]] std::string to_json(const workflow_history& history);

// Reads such a text, with enum values in either spelling ("EVENT_TYPE_TIMER_FIRED" and the older "TimerFired"). Fields
// that this SDK does not know are left out. Throws std::invalid_argument that names the event and the field.
[[nodiscard]] workflow_history history_from_json(std::string_view text, std::string workflow_id = {});

}  // namespace temporal::testing
