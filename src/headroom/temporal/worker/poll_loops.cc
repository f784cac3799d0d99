#include "headroom/temporal/worker/poll_loops.h"

namespace temporal::detail {

more_events poll_loops::note(const bridge_event& event) {
  const std::lock_guard lock(mutex_);
  const bool ended = event.status() == TCB_SHUTDOWN || event.status() == TCB_CANCELLED;
  if (ended) {
    --open_;
  } else if (!failure_) {
    const char* const kind = event.kind() == TCB_KIND_WORKFLOW_ACTIVATION ? "workflow tasks" : "activity tasks";
    failure_ = "polling for " + std::string(kind) + " failed for good: " + std::string(event.error());
  }
  if (open_ > 0) return more_events::yes;
  changed_.notify_all();
  return more_events::no;
}

int poll_loops::open_count() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

void poll_loops::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_ <= 0; });
}

std::optional<std::string> poll_loops::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace temporal::detail
