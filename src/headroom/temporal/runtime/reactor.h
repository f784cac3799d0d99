#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "headroom/temporal/runtime/bridge_event.h"

namespace temporal::detail {

enum class more_events : bool { no, yes };

// The one thread that takes events out of the bridge's queue and hands each to whoever waits for its tag. Handlers run
// on that thread: they are quick (fulfil a promise, post a job) and do not throw.
class reactor {
 public:
  using handler = std::move_only_function<more_events(bridge_event)>;

  // `on_untagged` gets the events of tag 0, which are log records.
  explicit reactor(std::move_only_function<void(const bridge_event&)> on_untagged);
  // Stops the thread and frees the queue. Handlers that still wait are dropped without a call.
  ~reactor();
  reactor(const reactor&) = delete;
  reactor& operator=(const reactor&) = delete;

  // A new tag whose events go to `on_event`, until that says that no more will come.
  [[nodiscard]] event_tag expect(handler on_event);

  // The events of this tag that are still to come are dropped. Afterwards its handler neither runs nor exists; it may
  // be running when this is called on another thread, which then waits for its end.
  void forget(event_tag tag);

  [[nodiscard]] tcb_queue* queue() const { return queue_; }

 private:
  void run();
  void dispatch(bridge_event event);

  tcb_queue* const queue_;
  std::move_only_function<void(const bridge_event&)> on_untagged_;
  std::mutex mutex_;
  std::condition_variable handler_ended_;
  std::unordered_map<event_tag, handler> handlers_;
  event_tag last_tag_ = 0;
  event_tag running_tag_ = 0;  // whose handler runs now; 0: none
  bool running_forgotten_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace temporal::detail
