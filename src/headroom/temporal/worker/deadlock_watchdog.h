#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

namespace temporal::detail {

// Calls back when something takes too long. One thread serves all that is watched.
class deadlock_watchdog {
 public:
  using clock = std::chrono::steady_clock;
  struct watched {
    clock::time_point deadline;
    std::function<void()> on_late;
  };
  using place = std::list<watched>::iterator;

  // A limit of 0 watches nothing.
  explicit deadlock_watchdog(clock::duration limit);
  ~deadlock_watchdog();
  deadlock_watchdog(const deadlock_watchdog&) = delete;
  deadlock_watchdog& operator=(const deadlock_watchdog&) = delete;

  // `on_late` runs at most once, on the watchdog's thread, and never after end() has returned. It must be quick.
  [[nodiscard]] place begin(std::function<void()> on_late);
  void end(place what);

 private:
  void patrol();

  const clock::duration limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<watched> watched_;  // in the order of their deadlines, since all have the same limit
  bool asleep_ = false;         // the thread waits without a limit
  bool stopping_ = false;
  std::thread thread_;
};

// What a workflow task that took longer than the limit fails with.
[[nodiscard]] std::string deadlock_message(std::chrono::milliseconds limit);

// Watches from here to the end of the block.
class watch_scope {
 public:
  watch_scope(deadlock_watchdog& dog, std::function<void()> on_late)
      : dog_(dog), place_(dog.begin(std::move(on_late))) {}
  ~watch_scope() { dog_.end(place_); }
  watch_scope(const watch_scope&) = delete;
  watch_scope& operator=(const watch_scope&) = delete;

 private:
  deadlock_watchdog& dog_;
  deadlock_watchdog::place place_;
};

}  // namespace temporal::detail
