#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "headroom/temporal/common/duration.h"

namespace temporal::testing::detail {

// What will happen, on a clock that jumps from one event to the next. Events of one time happen in the order in which
// they were entered.
class agenda {
 public:
  using entry = std::pair<timestamp, std::uint64_t>;

  [[nodiscard]] timestamp now() const { return now_; }
  [[nodiscard]] duration elapsed() const { return now_ - start_; }
  [[nodiscard]] bool empty() const { return events_.empty(); }

  entry after(duration delay, std::function<void()> event) {
    const entry at{now_ + delay, ++last_};
    events_.emplace(at, std::move(event));
    return at;
  }
  void remove(const entry& at) { events_.erase(at); }

  // Moves the clock to the next event and runs it; there must be one.
  void advance() {
    auto next = events_.extract(events_.begin());
    now_ = next.key().first;
    next.mapped()();
  }

 private:
  // A fixed day, so that a failing test fails again; the protocol does not allow times before 1970.
  const timestamp start_ = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);
  timestamp now_ = start_;
  std::uint64_t last_ = 0;
  std::map<entry, std::function<void()>> events_;
};

}  // namespace temporal::testing::detail
