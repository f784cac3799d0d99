#pragma once

#include <string>

// Catches workflow code that asks the outside world while it runs: clocks, randomness, sleeping, new threads. A program
// links headroom_temporal_determinism_guard (debug builds and tests), which puts its own functions before those of the
// C library; without it nothing is watched and nothing costs anything.
namespace temporal::workflow::detail {

// Notes that `what` was called; without effect where no workflow runs on this thread or the guard is paused. The first
// note fails the workflow task.
void note_outside_call(const char* what) noexcept;

// The first note of the activation at hand, and forgets it; empty when there is none.
[[nodiscard]] std::string take_outside_call() noexcept;

// The SDK's own calls that may ask the outside, such as the worker's log sink.
class guard_pause {
 public:
  guard_pause() noexcept;
  ~guard_pause();
  guard_pause(const guard_pause&) = delete;
  guard_pause& operator=(const guard_pause&) = delete;
};

}  // namespace temporal::workflow::detail
