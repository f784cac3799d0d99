#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "headroom/temporal/workflow/workflow.h"

namespace temporal::workflow::testing {

// A program of awaits that is its seed: each step draws what to do from a generator of its own, so that what it does
// depends on nothing but the seed and the answers it got. It calls activities "a" and "race", local activity "l" and
// child "c", signals and cancels workflow "x", and knows what it is told by signal "s", update "u" and query "q".
class random_program {
 public:
  // How long the timers' second is; set before any runs. On a real server it is short.
  static inline std::chrono::milliseconds second{1'000};
  // Whether they ask for patches; set before any runs.
  static inline bool with_patches = true;

  task<std::string> run(std::uint64_t seed, int depth);
  task<> signalled(std::uint64_t seed);
  task<std::string> updated(std::uint64_t seed);
  [[nodiscard]] std::uint64_t signals() const { return signals_; }

  static void define(definition<random_program>& d) {
    d.name("random_program")
        .signal("s", &random_program::signalled)
        .update("u", &random_program::updated)
        .query("q", &random_program::signals);
  }

 private:
  task<std::string> block(std::uint64_t seed, int depth);
  task<std::string> step(std::uint64_t seed, int depth);
  task<std::string> leaf(std::uint64_t seed);
  task<std::string> branches(std::uint64_t seed, int depth);

  std::uint64_t signals_ = 0;
};

}  // namespace temporal::workflow::testing
