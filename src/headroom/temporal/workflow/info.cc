#include "headroom/temporal/workflow/info.h"

#include "headroom/temporal/workflow/log.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {

const info& current_info() { return detail::require_current("current_info").info; }

std::optional<std::string> cancel_reason() { return detail::require_current("cancel_reason").cancel_reason; }

timestamp now() { return detail::require_current("now").now; }

bool is_replaying() { return detail::require_current("is_replaying").replaying; }

void log(log_level level, std::string message) { detail::require_current("log").log(level, std::move(message)); }

}  // namespace temporal::workflow
