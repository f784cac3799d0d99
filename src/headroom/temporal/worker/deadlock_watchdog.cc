#include "headroom/temporal/worker/deadlock_watchdog.h"

#include <pthread.h>
#include <utility>

#include "headroom/temporal/runtime/signal_mask.h"

namespace temporal::detail {

deadlock_watchdog::deadlock_watchdog(clock::duration limit) : limit_(limit) {
  if (limit_ == clock::duration::zero()) return;
  const all_signals_blocked signals;
  thread_ = std::thread([this] { patrol(); });
}

deadlock_watchdog::~deadlock_watchdog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

deadlock_watchdog::place deadlock_watchdog::begin(std::function<void()> on_late) {
  const std::lock_guard lock(mutex_);
  watched_.push_back({clock::now() + limit_, std::move(on_late)});
  // Whatever moment the thread waits for comes before this deadline: it is woken only from a sleep without an end.
  if (asleep_) changed_.notify_all();
  return std::prev(watched_.end());
}

void deadlock_watchdog::end(place what) {
  const std::lock_guard lock(mutex_);
  watched_.erase(what);
}

std::string deadlock_message(std::chrono::milliseconds limit) {
  return "[TMPRL1101] Potential deadlock detected: workflow didn't yield within " + std::to_string(limit.count()) +
         " ms; blocking calls belong in activities";
}

void deadlock_watchdog::patrol() {
  ::pthread_setname_np(::pthread_self(), "temporal-watch");
  std::unique_lock lock(mutex_);
  bool idle = true;  // nothing was watched when the thread last looked
  while (!stopping_) {
    // What has been late stays in the list, without a callback, until it ends.
    auto next = watched_.begin();
    while (next != watched_.end() && !next->on_late) ++next;
    if (next != watched_.end() && next->deadline <= clock::now()) {
      std::exchange(next->on_late, nullptr)();
    } else if (next != watched_.end()) {
      const auto deadline = next->deadline;
      idle = false;
      changed_.wait_until(lock, deadline);
    } else if (!idle) {
      // While tasks come and go the thread looks once in a limit, and no task has to wake it.
      idle = true;
      changed_.wait_for(lock, limit_);
    } else {
      asleep_ = true;
      changed_.wait(lock);
      asleep_ = idle = false;
    }
  }
}

}  // namespace temporal::detail
