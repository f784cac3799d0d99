#include "headroom/temporal/workflow/future.h"

#include "headroom/temporal/common/failure.h"
#include "headroom/temporal/common/failure_converter.h"
#include "headroom/temporal/workflow/runtime.h"

namespace temporal::workflow::detail {

void start_root(task<void> root) {
  auto& run = require_writable("spawn");
  if (!run.deleting) run.sched.start(std::move(root), run.scope());
}

void report_stray(const std::exception_ptr& error) noexcept {
  auto* run = current();
  if (run == nullptr || run->deleting) return;
  try {
    std::rethrow_exception(error);
  } catch (const failure&) {
    run->log(log_level::warn, "a spawned task failed and nobody waited for it: " + temporal::detail::describe(error));
  } catch (...) {
    if (!run->stray_error) run->stray_error = error;
  }
}

}  // namespace temporal::workflow::detail
