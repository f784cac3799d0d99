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
  // The thread sleeps until the earliest deadline; only the first of several can be earlier than what it waits for.
  if (watched_.size() == 1) changed_.notify_all();
  return std::prev(watched_.end());
}

void deadlock_watchdog::end(place what) {
  const std::lock_guard lock(mutex_);
  watched_.erase(what);
}

void deadlock_watchdog::patrol() {
  ::pthread_setname_np(::pthread_self(), "temporal-watch");
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    // What has been late stays in the list, without a callback, until it ends.
    auto next = watched_.begin();
    while (next != watched_.end() && !next->on_late) ++next;
    if (next == watched_.end()) {
      changed_.wait(lock);
    } else if (next->deadline <= clock::now()) {
      std::exchange(next->on_late, nullptr)();
    } else {
      const auto deadline = next->deadline;
      changed_.wait_until(lock, deadline);
    }
  }
}

}  // namespace temporal::detail
