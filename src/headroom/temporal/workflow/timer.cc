#include "headroom/temporal/workflow/timer.h"

#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow {

timer sleep(duration d, const std::string& summary) {
  auto& run = detail::require_open("a timer");
  return timer(detail::timer_operation::start(run.scope(), d, summary));
}

}  // namespace temporal::workflow
