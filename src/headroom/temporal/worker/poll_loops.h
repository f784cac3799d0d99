#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>

#include "headroom/temporal/runtime/bridge_event.h"
#include "headroom/temporal/runtime/reactor.h"

namespace temporal::detail {

// The state of a worker's poll loops: which are open, and what ended them before their time.
class poll_loops {
 public:
  explicit poll_loops(int count) : open_(count) {}

  // Notes what an event that is no task says: the end of a loop or a fatal failure. Says whether more events come.
  more_events note(const bridge_event& event);

  [[nodiscard]] int open_count() const;
  // Blocks until all loops have ended.
  void wait();
  // The first fatal failure; empty when all ended as they should. Call after wait().
  [[nodiscard]] std::optional<std::string> failure() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int open_;
  std::optional<std::string> failure_;
};

}  // namespace temporal::detail
